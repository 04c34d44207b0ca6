import { severityRank } from "@stanch/model";
import { type SQL, and, eq, inArray, isNull, lt, ne, sql } from "drizzle-orm";
import { incidentRepositories, incidents } from "../database/tables/incidents.ts";
import type { Scope } from "../database/tenancy.ts";
import type { IncidentFilter } from "./schemas.ts";
import { searchQuery } from "./search-words.ts";
import { visibleInList } from "./visible.ts";

/** So many matches of a text search are looked at, the gravest first; a text that fits more needs another word. */
export const MOST_SEARCHED = 2000;

/** The condition of a filter, with the workspace and what the actor may see. */
export async function conditionOf(scope: Scope, filter: IncidentFilter): Promise<SQL | undefined> {
  return and(
    eq(incidents.workspaceId, scope.workspaceId),
    stateCondition(filter.state),
    oneOf(incidents.resolution, filter.resolution),
    filter.severity === undefined ? undefined : inArray(incidents.severity, filter.severity.map(severityRank)),
    oneOf(incidents.validity, filter.validity),
    oneOf(incidents.exposure, filter.exposure),
    oneOf(incidents.detector, filter.detector),
    oneOf(incidents.provider, filter.provider),
    person(incidents.assignee, filter.assignee),
    person(incidents.ownerUser, filter.owner),
    ofRepository(scope, filter.repository),
    filter.isOverdue === undefined ? undefined : overdue(filter.isOverdue),
    textCondition(filter),
    await visibleInList(scope),
  );
}

/** «Not resolved» in the very words of the index that holds the open ones. */
function stateCondition(states: IncidentFilter["state"]): SQL | undefined {
  if (states === undefined) return undefined;
  const set = new Set(states);
  if (set.size === 3 && !set.has("resolved")) return ne(incidents.state, "resolved");
  return set.has("resolved")
    ? inArray(incidents.state, [...set])
    : and(ne(incidents.state, "resolved"), inArray(incidents.state, [...set]));
}

function oneOf(column: typeof incidents.resolution, values: NonNullable<IncidentFilter["resolution"]> | undefined): SQL | undefined;
function oneOf(column: typeof incidents.validity, values: NonNullable<IncidentFilter["validity"]> | undefined): SQL | undefined;
function oneOf(column: typeof incidents.exposure, values: NonNullable<IncidentFilter["exposure"]> | undefined): SQL | undefined;
function oneOf(column: typeof incidents.detector | typeof incidents.provider, values: readonly string[] | undefined): SQL | undefined;
function oneOf(column: Parameters<typeof inArray>[0], values: readonly string[] | undefined): SQL | undefined {
  return values === undefined ? undefined : inArray(column, [...values]);
}

function person(column: typeof incidents.assignee | typeof incidents.ownerUser, value: string | undefined): SQL | undefined {
  if (value === undefined) return undefined;
  return value === "none" ? isNull(column) : eq(column, value);
}

function ofRepository({ tx, workspaceId }: Scope, repository: string | undefined): SQL | undefined {
  if (repository === undefined) return undefined;
  const within = tx
    .select({ id: incidentRepositories.incidentId })
    .from(incidentRepositories)
    .where(and(eq(incidentRepositories.workspaceId, workspaceId), eq(incidentRepositories.repository, repository)));
  return inArray(incidents.id, within);
}

function overdue(wanted: boolean): SQL {
  const is = sql`(${incidents.state} <> 'resolved' and ${incidents.dueAt} is not null and ${lt(incidents.dueAt, sql`now()`)})`;
  return wanted ? is : sql`not ${is}`;
}

function textCondition({ text, state }: IncidentFilter): SQL | undefined {
  if (text === undefined) return undefined;
  const query = searchQuery(text);
  if (query === undefined) return sql`false`;
  const isOpenOnly = state !== undefined && !state.includes("resolved");
  // An array, not a set: the planner takes a function's set for a thousand rows and reads the whole table to join it.
  return sql`${incidents.id} = any(array(select stanch_search_incidents(${query}, ${isOpenOnly}, ${MOST_SEARCHED})))`;
}
