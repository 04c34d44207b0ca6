import { Link } from "@tanstack/react-router";
import type { IncidentSearch } from "../app/search.ts";
import { useHere } from "../app/workspace.tsx";
import { number, text } from "../text.ts";

interface Row {
  readonly label: string;
  readonly count: number;
  readonly search: IncidentSearch;
  readonly tone?: string;
}

/** Counts as bars; each opens its list. Written as a list of links, so that no picture has to be read out. */
export function Bars({ rows }: { rows: readonly Row[] }) {
  const { workspace } = useHere();
  const most = Math.max(1, ...rows.map(({ count }) => count));
  if (rows.length === 0) return <p className="dim">{text.overview.nothing}</p>;
  return (
    <ul className="bars">
      {rows.map(({ label, count, search, tone }) => (
        <li key={label}>
          <Link to="/w/$workspace/incidents" params={{ workspace: workspace.slug }} search={search}>
            <span className="cut">{label}</span>
            <span className="bars-track" aria-hidden="true">
              <span className="bars-fill" data-tone={tone} style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <span className="bars-count">{number(count)}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
