import { Anchor, Button, Checkbox } from "@mantine/core";
import { useState } from "react";
import type { Schemas } from "../api/client.ts";
import type { IncidentSearch } from "../app/search.ts";
import { useNames } from "../app/workspace.tsx";
import { number, text } from "../text.ts";

const ORDER = ["state", "severity", "validity", "exposure", "provider", "detector", "assignee"] as const;
type Facet = (typeof ORDER)[number];
const SHOWN = 6;

interface Props {
  readonly counts: Schemas["IncidentFacets"] | undefined;
  readonly search: IncidentSearch;
  readonly set: (change: Partial<IncidentSearch>) => void;
  readonly onClear: () => void;
}

/** Filters with how many incidents each leaves. */
export function Facets({ counts, search, set, onClear }: Props) {
  const hasFilter = Object.keys(search).some((name) => name !== "sort" && name !== "columns");
  return (
    <>
      {hasFilter && (
        <Button size="compact-sm" variant="default" onClick={onClear} fullWidth mb="sm">
          {text.incidents.clear}
        </Button>
      )}
      {search.repository !== undefined && (
        <Checkbox
          size="xs"
          mb="sm"
          checked
          label={text.incidents.repository(search.repository)}
          onChange={() => set({ repository: undefined })}
        />
      )}
      {counts !== undefined && (counts.overdue > 0 || search.isOverdue !== undefined) && (
        <Checkbox
          size="xs"
          mb="sm"
          checked={search.isOverdue === "true"}
          label={text.incidents.overdueOnly(counts.overdue)}
          onChange={(event) => set({ isOverdue: event.currentTarget.checked ? "true" : undefined })}
        />
      )}
      {counts !== undefined &&
        ORDER.map((facet) => <One key={facet} facet={facet} counts={counts.facets[facet]} search={search} set={set} />)}
    </>
  );
}

function One({
  facet,
  counts,
  search,
  set,
}: { facet: Facet; counts: readonly { value: string | null; count: number }[] } & Pick<Props, "search" | "set">) {
  const [isWhole, setIsWhole] = useState(false);
  const label = useLabel(facet);
  const chosen = [search[facet] ?? []].flat();
  // What is chosen stays to be taken away, also when nothing else fits.
  const missing = chosen.filter((value) => !counts.some((one) => (one.value ?? "none") === value)).map((value) => ({ value, count: 0 }));
  const all = ordered(facet, [...counts, ...missing]);
  if (all.length === 0) return null;
  const shown = isWhole ? all : all.filter(({ value }, index) => index < SHOWN || chosen.includes(value ?? "none"));
  const toggle = (value: string, isOn: boolean): void => {
    if (facet === "assignee") return set({ assignee: isOn ? value : undefined });
    const next = isOn ? [...chosen, value] : chosen.filter((one) => one !== value);
    // The values come from the server's own counts, under the same names as the filter's.
    set({ [facet]: next.length === 0 ? undefined : next } as Partial<IncidentSearch>);
  };
  return (
    <fieldset className="facet">
      <legend>{text.incidents.facets[facet]}</legend>
      {shown.map(({ value, count }) => (
        <div key={value ?? "none"} className="facet-row">
          <Checkbox
            size="xs"
            checked={chosen.includes(value ?? "none")}
            label={label(value)}
            onChange={(event) => toggle(value ?? "none", event.currentTarget.checked)}
          />
          <span className="facet-count">{number(count)}</span>
        </div>
      ))}
      {all.length > SHOWN && (
        <Anchor component="button" type="button" size="xs" onClick={() => setIsWhole(!isWhole)}>
          {isWhole ? text.incidents.showLess : text.incidents.showAll(all.length)}
        </Anchor>
      )}
    </fieldset>
  );
}

/** Severities and states stand in their own order, the rest by count. */
function ordered<T extends { value: string | null }>(facet: Facet, counts: readonly T[]): readonly T[] {
  const labels: Readonly<Record<string, unknown>> | undefined =
    facet === "state" || facet === "severity" || facet === "validity" || facet === "exposure" ? text[facet] : undefined;
  if (labels === undefined) return counts;
  const order = Object.keys(labels);
  return counts.toSorted((one, other) => order.indexOf(one.value ?? "") - order.indexOf(other.value ?? ""));
}

function useLabel(facet: Facet): (value: string | null) => string {
  const { nameOf } = useNames();
  return (value) => {
    if (value === null || value === "none") return text.incidents.none;
    if (facet === "assignee") return nameOf(value);
    if (facet === "provider" || facet === "detector") return value;
    const labels: Readonly<Record<string, string>> = text[facet];
    return labels[value] ?? value;
  };
}
