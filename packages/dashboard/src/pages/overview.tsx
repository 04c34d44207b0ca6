import { useInfiniteQuery, useQueries, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { facetsQuery, incidentsQuery } from "../api/queries.ts";
import { type IncidentSearch, OPEN, SEVERITIES, VALIDITIES, filterOf } from "../app/search.ts";
import { useHere } from "../app/workspace.tsx";
import { Bars } from "../parts/bars.tsx";
import { Loaded, PageHead, Panel } from "../parts/states.tsx";
import { SeverityTag } from "../parts/tag.tsx";
import { number, text } from "../text.ts";

const of = text.overview;
const open = { state: [...OPEN] } satisfies IncidentSearch;

/** Where the workspace stands. Every number opens the list that it counts. */
export function OverviewPage() {
  const { workspace } = useHere();
  const all = useQuery(facetsQuery(workspace.id, filterOf(open)));
  return (
    <div className="page">
      <PageHead title={of.title} />
      <Loaded query={all}>
        {({ total, overdue, facets }) => {
          const count = (facet: "validity" | "exposure" | "assignee", value: string | null): number =>
            facets[facet].find((one) => one.value === value)?.count ?? 0;
          return (
            <>
              <div className="numbers">
                <Number label={of.open} count={total} search={open} />
                <Number label={of.valid} count={count("validity", "valid")} search={{ ...open, validity: ["valid"] }} />
                <Number label={of.public} count={count("exposure", "public")} search={{ ...open, exposure: ["public"] }} />
                <Number label={of.overdue} count={overdue} search={{ ...open, isOverdue: "true" }} />
                <Number label={of.unassigned} count={count("assignee", null)} search={{ ...open, assignee: "none" }} />
              </div>
              <div className="panels">
                <Panel title={of.bySeverity}>
                  <Spread />
                </Panel>
                <Panel title={of.byState}>
                  <States />
                </Panel>
                <Panel title={of.topKinds}>
                  <Bars
                    rows={facets.detector.slice(0, 8).map(({ value, count: n }) => ({
                      label: value ?? "",
                      count: n,
                      search: { ...open, detector: [value ?? ""] },
                    }))}
                  />
                </Panel>
                <Panel title={of.topProviders}>
                  <Bars
                    rows={facets.provider.slice(0, 8).map(({ value, count: n }) => ({
                      label: value ?? "",
                      count: n,
                      search: { ...open, provider: [value ?? ""] },
                    }))}
                  />
                </Panel>
                <div className="wide">
                  <Panel title={of.oldestValid}>
                    <Valid />
                  </Panel>
                </div>
              </div>
            </>
          );
        }}
      </Loaded>
    </div>
  );
}

function Number({ label, count, search }: { label: string; count: number; search: IncidentSearch }) {
  const { workspace } = useHere();
  return (
    <Link className="number-card" to="/w/$workspace/incidents" params={{ workspace: workspace.slug }} search={search}>
      <strong>{number(count)}</strong>
      <span>{label}</span>
    </Link>
  );
}

/** Severity against validity. A table, because each cell is a number and a link. */
function Spread() {
  const { workspace } = useHere();
  const rows = useQueries({
    queries: SEVERITIES.map((severity) => facetsQuery(workspace.id, filterOf({ ...open, severity: [severity] }))),
  });
  const failed = rows.find(({ error }) => error !== null);
  if (failed !== undefined || rows.some(({ data }) => data === undefined))
    return <Loaded query={failed ?? { data: undefined, error: null, refetch: () => undefined }}>{() => null}</Loaded>;
  const counts = rows.map(({ data }) =>
    VALIDITIES.map((validity) => data?.facets.validity.find(({ value }) => value === validity)?.count ?? 0),
  );
  const most = Math.max(1, ...counts.flat());
  return (
    <div className="table-scroll">
      <table className="table spread">
        <thead>
          <tr>
            <th scope="col">{text.incidents.column.severity}</th>
            {VALIDITIES.map((validity) => (
              <th key={validity} scope="col" className="number">
                {text.validity[validity]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {SEVERITIES.map((severity, row) => (
            <tr key={severity}>
              <th scope="row">
                <SeverityTag value={severity} />
              </th>
              {VALIDITIES.map((validity, column) => (
                <td key={validity} className="number">
                  <Cell count={counts[row]?.[column] ?? 0} most={most} search={{ ...open, severity: [severity], validity: [validity] }} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ count, most, search }: { count: number; most: number; search: IncidentSearch }): ReactNode {
  const { workspace } = useHere();
  if (count === 0) return <span className="dim">0</span>;
  return (
    <Link
      to="/w/$workspace/incidents"
      params={{ workspace: workspace.slug }}
      search={search}
      className="heat"
      style={{ "--heat": Math.sqrt(count / most) }}
    >
      {number(count)}
    </Link>
  );
}

function States() {
  const { workspace } = useHere();
  const query = useQuery(facetsQuery(workspace.id, {}));
  const closed = useQuery(facetsQuery(workspace.id, { state: ["resolved"] }));
  return (
    <Loaded query={query}>
      {({ facets }) => (
        <>
          <Bars
            rows={(Object.keys(text.state) as (keyof typeof text.state)[]).map((state) => ({
              label: text.state[state],
              count: facets.state.find(({ value }) => value === state)?.count ?? 0,
              search: { state: [state] },
            }))}
          />
          {closed.data !== undefined && closed.data.total > 0 && (
            <p className="dim">
              <Link to="/w/$workspace/incidents" params={{ workspace: workspace.slug }} search={{ state: ["resolved"] }}>
                {text.incidents.total(closed.data.total)}
              </Link>{" "}
              {of.closed}
            </p>
          )}
        </>
      )}
    </Loaded>
  );
}

/** What somebody could use today, the gravest first. */
function Valid() {
  const { workspace } = useHere();
  const search = { ...open, validity: ["valid"] } satisfies IncidentSearch;
  const query = useInfiniteQuery(incidentsQuery(workspace.id, filterOf(search), "severity"));
  return (
    <Loaded query={query}>
      {({ pages }) => {
        const items = pages[0]?.items.slice(0, 8) ?? [];
        if (items.length === 0) return <p className="dim">{of.noneValid}</p>;
        return (
          <div className="table-scroll">
            <table className="table">
              <thead>
                <tr>
                  <th scope="col">{text.incidents.column.severity}</th>
                  <th scope="col">{text.incidents.column.title}</th>
                  <th scope="col">{text.incidents.column.firstPlace}</th>
                </tr>
              </thead>
              <tbody>
                {items.map(({ id, severity, title, masked, firstPlace }) => (
                  <tr key={id}>
                    <td>
                      <SeverityTag value={severity} />
                    </td>
                    <td>
                      <Link to="/w/$workspace/incidents/$incident" params={{ workspace: workspace.slug, incident: id }} search={search}>
                        {title}
                      </Link>{" "}
                      <code className="dim">{masked}</code>
                    </td>
                    <td className="mono">{firstPlace}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        );
      }}
    </Loaded>
  );
}
