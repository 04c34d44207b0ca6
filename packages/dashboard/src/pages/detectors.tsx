import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useMemo, useRef } from "react";
import type { Schemas } from "../api/client.ts";
import { detectorsQuery } from "../api/queries.ts";
import { useKeys } from "../app/keys.ts";
import { useHere } from "../app/workspace.tsx";
import { Empty, Loaded, PageHead } from "../parts/states.tsx";
import { SeverityTag } from "../parts/tag.tsx";
import { text } from "../text.ts";

const of = text.detectors;
const FROM = "/w/$workspace/detectors";

export function DetectorsPage() {
  const search = useSearch({ from: FROM });
  const navigate = useNavigate({ from: FROM });
  const query = useQuery(detectorsQuery);
  const field = useRef<HTMLInputElement>(null);
  useKeys({ "/": () => field.current?.focus() });
  const words = typeof search["text"] === "string" ? search["text"] : "";
  return (
    <div className="page page-tall">
      <PageHead title={of.title} lead={query.data && of.lead(query.data.items.length)}>
        <TextInput
          ref={field}
          type="search"
          aria-label={of.search}
          placeholder={of.search}
          value={words}
          onChange={(event) =>
            void navigate({ search: event.currentTarget.value === "" ? {} : { text: event.currentTarget.value }, replace: true })
          }
        />
      </PageHead>
      <Loaded query={query}>{({ items }) => <Kinds items={items} words={words.toLowerCase().split(/\s+/)} />}</Loaded>
    </div>
  );
}

function Kinds({ items, words }: { items: readonly Schemas["Detector"][]; words: readonly string[] }) {
  const { workspace } = useHere();
  const shown = useMemo(
    () =>
      items.filter(({ id, title, provider, category }) => {
        const all = `${id} ${title} ${provider} ${category}`.toLowerCase();
        return words.every((word) => all.includes(word));
      }),
    [items, words],
  );
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => 44, overscan: 10 });
  if (shown.length === 0) return <Empty title={of.none} />;
  return (
    <div className="kinds" ref={scroller} tabIndex={0} role="region" aria-label={of.title}>
      <ul style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, size }) => {
          const kind = shown[index];
          if (kind === undefined) return null;
          const isKnown = kind.severity === "low" || kind.severity === "medium" || kind.severity === "high" || kind.severity === "critical";
          return (
            <li key={kind.id} style={{ transform: `translateY(${start}px)`, height: size }}>
              <Link to="/w/$workspace/detectors/$detector" params={{ workspace: workspace.slug, detector: kind.id }}>
                <strong className="cut">{kind.title}</strong>
                <code className="cut dim">{kind.id}</code>
                <span className="cut dim kinds-category">{kind.category}</span>
                {isKnown && <SeverityTag value={kind.severity as keyof typeof text.severity} /> /* one of the four, as just looked */}
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
