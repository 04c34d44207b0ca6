import { sql } from "drizzle-orm";
import { incidents } from "../database/tables/incidents.ts";
import type { Scope } from "../database/tenancy.ts";
import { conditionOf } from "./filter.ts";
import type { IncidentFilter } from "./schemas.ts";
import { severityAt } from "./shapes.ts";

export const FACETS = ["state", "severity", "validity", "exposure", "detector", "provider", "assignee"] as const;
export type Facet = (typeof FACETS)[number];

export interface FacetCounts {
  readonly total: number;
  readonly overdue: number;
  /** The most frequent values first, at most 50 each; `null` is «none» (no assignee). */
  readonly facets: Readonly<Record<Facet, readonly { readonly value: string | null; readonly count: number }[]>>;
}

/** How many incidents fit a filter, and how they spread: one pass over them. */
export async function countIncidents(scope: Scope, filter: IncidentFilter = {}): Promise<FacetCounts> {
  const condition = await conditionOf(scope, filter);
  const { rows } = await scope.tx.execute<Counted>(sql`
    with fitting as materialized (
      select ${incidents.state} as state, ${incidents.severity} as severity, ${incidents.validity} as validity, ${incidents.exposure} as exposure,
        ${incidents.detector} as detector, ${incidents.provider} as provider, ${incidents.assignee} as assignee,
        (${incidents.state} <> 'resolved' and ${incidents.dueAt} < now()) as is_overdue, count(*) as n
      from ${incidents} where ${condition}
      group by 1, 2, 3, 4, 5, 6, 7, 8)
    select grouping(state, severity, validity, exposure, detector, provider, assignee, is_overdue) as which,
      state, severity, validity, exposure, detector, provider, assignee, is_overdue, sum(n)::int as n
    from fitting group by grouping sets ((), (state), (severity), (validity), (exposure), (detector), (provider), (assignee), (is_overdue))`);
  const at = (position: number): readonly Counted[] =>
    rows.filter(({ which }) => Number(which) === 0xff - (0x80 >> position)).toSorted((a, b) => b.n - a.n);
  const entries = FACETS.map((facet, position) => [
    facet,
    at(position)
      .slice(0, 50)
      .map((row) => ({ value: valueOf(row, facet), count: row.n })),
  ]);
  return {
    total: rows.find(({ which }) => Number(which) === 0xff)?.n ?? 0,
    overdue: at(FACETS.length).find(({ is_overdue }) => is_overdue === true)?.n ?? 0,
    facets: Object.fromEntries(entries) as FacetCounts["facets"], // made from FACETS, so each is there
  };
}

interface Counted extends Record<string, unknown> {
  readonly which: number;
  readonly state: string | null;
  readonly severity: number | null;
  readonly validity: string | null;
  readonly exposure: string | null;
  readonly detector: string | null;
  readonly provider: string | null;
  readonly assignee: string | null;
  readonly is_overdue: boolean | null;
  readonly n: number;
}

function valueOf(row: Counted, facet: Facet): string | null {
  const value = row[facet];
  return typeof value === "number" ? severityAt(value) : value;
}
