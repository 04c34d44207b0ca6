import { type SQL, and, asc, desc, isNotNull, ne, sql } from "drizzle-orm";
import * as z from "zod";
import { incidents } from "../database/tables/incidents.ts";
import type { Scope } from "../database/tenancy.ts";
import { pageSize, readCursor, writeCursor } from "./cursor.ts";
import { conditionOf } from "./filter.ts";
import type { IncidentFilter, IncidentSummary, Sort } from "./schemas.ts";
import { SUMMARY_COLUMNS, type SummaryRow, asSummary } from "./shapes.ts";

export interface IncidentQuery {
  readonly filter?: IncidentFilter;
  readonly sort?: Sort;
  /** `nextCursor` of the page before; with the same filter and sort. */
  readonly cursor?: string;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  /** Absent on the last page. */
  readonly nextCursor?: string;
}

const id = z.uuid();
const time = z.iso.datetime();

interface Order {
  readonly by: readonly SQL[];
  /** Beside the filter's: `due` lists what has a due time. */
  readonly only?: SQL;
  readonly after: (cursor: string) => SQL;
  readonly end: (row: SummaryRow) => readonly (string | number)[];
}

/** Each order has an index that holds it, and a row that it continues after: no page costs more than the first. */
const ORDERS: Readonly<Record<Sort, Order>> = {
  severity: {
    by: [desc(incidents.severity), desc(incidents.lastSeenAt), desc(incidents.id)],
    after: (cursor) => {
      const [severity, seen, last] = readCursor(cursor, "severity", z.tuple([z.int(), time, id]));
      return sql`(${incidents.severity}, ${incidents.lastSeenAt}, ${incidents.id}) < (${severity}::smallint, ${seen}::timestamptz, ${last}::uuid)`;
    },
    end: (row) => [row.severity, row.lastSeenAt.toISOString(), row.id],
  },
  "last-seen": {
    by: [desc(incidents.lastSeenAt), desc(incidents.id)],
    after: (cursor) => {
      const [seen, last] = readCursor(cursor, "last-seen", z.tuple([time, id]));
      return sql`(${incidents.lastSeenAt}, ${incidents.id}) < (${seen}::timestamptz, ${last}::uuid)`;
    },
    end: (row) => [row.lastSeenAt.toISOString(), row.id],
  },
  due: {
    by: [asc(incidents.dueAt), asc(incidents.id)],
    only: and(ne(incidents.state, "resolved"), isNotNull(incidents.dueAt)) ?? sql`true`,
    after: (cursor) => {
      const [due, last] = readCursor(cursor, "due", z.tuple([time, id]));
      return sql`(${incidents.dueAt}, ${incidents.id}) > (${due}::timestamptz, ${last}::uuid)`;
    },
    end: (row) => [row.dueAt?.toISOString() ?? "", row.id],
  },
};

/** A page of what the actor may see. Throws CURSOR_INVALID. */
export async function listIncidents(scope: Scope, query: IncidentQuery = {}): Promise<Page<IncidentSummary>> {
  const sort = query.sort ?? "severity";
  const order = ORDERS[sort];
  const limit = pageSize(query.limit);
  const condition = await conditionOf(scope, query.filter ?? {});
  const rows = await scope.tx
    .select(SUMMARY_COLUMNS)
    .from(incidents)
    .where(and(condition, order.only, query.cursor === undefined ? undefined : order.after(query.cursor)))
    .orderBy(...order.by)
    .limit(limit + 1);
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(asSummary),
    ...(rows.length > limit && last !== undefined ? { nextCursor: writeCursor(sort, order.end(last)) } : {}),
  };
}
