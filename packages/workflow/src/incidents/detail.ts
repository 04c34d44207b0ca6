import { AppError } from "@stanch/model";
import { and, asc, desc, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { comments, incidentEvents, incidentRepositories, incidents, occurrences } from "../database/tables/incidents.ts";
import type { Scope } from "../database/tenancy.ts";
import { isUuid } from "../database/uuid.ts";
import { pageSize, readCursor, writeCursor } from "./cursor.ts";
import type { Page } from "./list.ts";
import type { Incident, IncidentOccurrence } from "./schemas.ts";
import { asIncident, asOccurrence } from "./shapes.ts";
import { visibleTo } from "./visible.ts";

export interface PageOptions {
  readonly cursor?: string;
  readonly limit?: number;
}

/** One incident, if the actor may see it: for all others INCIDENT_NOT_FOUND, whether it exists or not. */
export async function getIncident(scope: Scope, id: string): Promise<Incident> {
  const row = await visibleRow(scope, id);
  const places = await scope.tx
    .select({ repository: incidentRepositories.repository })
    .from(incidentRepositories)
    .where(and(eq(incidentRepositories.workspaceId, scope.workspaceId), eq(incidentRepositories.incidentId, id)))
    .orderBy(incidentRepositories.repository)
    .limit(100);
  return asIncident(
    row,
    places.map(({ repository }) => repository),
  );
}

/** By id or fingerprint: as the command line names one. */
export async function findIncident(scope: Scope, name: string): Promise<Incident> {
  const condition = /^[0-9a-f]{64}$/.test(name) ? eq(incidents.fingerprint, name) : isUuid(name) ? eq(incidents.id, name) : undefined;
  if (condition === undefined) throw incidentNotFound(name);
  const [row] = await scope.tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.workspaceId, scope.workspaceId), condition));
  return getIncident(scope, row?.id ?? "");
}

export async function visibleRow(scope: Scope, id: string, lock?: "update"): Promise<typeof incidents.$inferSelect> {
  if (!isUuid(id)) throw incidentNotFound(id);
  const query = scope.tx
    .select()
    .from(incidents)
    .where(and(eq(incidents.workspaceId, scope.workspaceId), eq(incidents.id, id), visibleTo(scope)));
  const [row] = await (lock === undefined ? query : query.for(lock));
  if (row === undefined) throw incidentNotFound(id);
  return row;
}

/** Places in the order in which they were met. */
export async function listOccurrences(scope: Scope, id: string, { cursor, limit }: PageOptions = {}): Promise<Page<IncidentOccurrence>> {
  await visibleRow(scope, id);
  const most = pageSize(limit);
  const after = cursor === undefined ? undefined : readCursor(cursor, "occurrences", z.tuple([z.iso.datetime(), z.guid()]));
  const rows = await scope.tx
    .select()
    .from(occurrences)
    .where(
      and(
        eq(occurrences.workspaceId, scope.workspaceId),
        eq(occurrences.incidentId, id),
        after === undefined
          ? undefined
          : sql`(${occurrences.firstSeenAt}, ${occurrences.id}) > (${after[0]}::timestamptz, ${after[1]}::uuid)`,
      ),
    )
    .orderBy(asc(occurrences.firstSeenAt), asc(occurrences.id))
    .limit(most + 1);
  const items = rows.slice(0, most);
  const last = items.at(-1);
  return {
    items: items.map(asOccurrence),
    ...(rows.length > most && last !== undefined
      ? { nextCursor: writeCursor("occurrences", [last.firstSeenAt.toISOString(), last.id]) }
      : {}),
  };
}

export interface IncidentEvent {
  readonly id: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly kind: string;
  readonly before: Readonly<Record<string, unknown>>;
  readonly after: Readonly<Record<string, unknown>>;
  readonly reason: string | null;
}

/** What was done with it, the newest first. */
export async function listEvents(scope: Scope, id: string, { cursor, limit }: PageOptions = {}): Promise<Page<IncidentEvent>> {
  await visibleRow(scope, id);
  const most = pageSize(limit);
  const before = cursor === undefined ? undefined : readCursor(cursor, "events", z.tuple([z.uuid()]))[0];
  const rows = await scope.tx
    .select()
    .from(incidentEvents)
    .where(
      and(
        eq(incidentEvents.workspaceId, scope.workspaceId),
        eq(incidentEvents.incidentId, id),
        before === undefined ? undefined : sql`${incidentEvents.id} < ${before}::uuid`,
      ),
    )
    .orderBy(desc(incidentEvents.id))
    .limit(most + 1);
  const items = rows.slice(0, most).map((row) => ({
    id: row.id,
    at: row.at.toISOString(),
    actorKind: row.actorKind,
    actorId: row.actorId,
    kind: row.kind,
    before: row.before,
    after: row.after,
    reason: row.reason,
  }));
  const last = items.at(-1);
  return { items, ...(rows.length > most && last !== undefined ? { nextCursor: writeCursor("events", [last.id]) } : {}) };
}

export interface Comment {
  readonly id: string;
  readonly authorKind: string;
  readonly authorId: string;
  readonly body: string;
  readonly at: string;
}

/** In the order of their writing. */
export async function listComments(scope: Scope, id: string, { cursor, limit }: PageOptions = {}): Promise<Page<Comment>> {
  await visibleRow(scope, id);
  const most = pageSize(limit);
  const after = cursor === undefined ? undefined : readCursor(cursor, "comments", z.tuple([z.uuid()]))[0];
  const rows = await scope.tx
    .select({ id: comments.id, authorKind: comments.authorKind, authorId: comments.authorId, body: comments.body, at: comments.at })
    .from(comments)
    .where(
      and(
        eq(comments.workspaceId, scope.workspaceId),
        eq(comments.incidentId, id),
        after === undefined ? undefined : sql`${comments.id} > ${after}::uuid`,
      ),
    )
    .orderBy(comments.id)
    .limit(most + 1);
  const items = rows.slice(0, most).map((row) => ({ ...row, at: row.at.toISOString() }));
  const last = items.at(-1);
  return { items, ...(rows.length > most && last !== undefined ? { nextCursor: writeCursor("comments", [last.id]) } : {}) };
}

export function incidentNotFound(where: string): AppError {
  return new AppError("INCIDENT_NOT_FOUND", {
    what: "There is no such incident, or it is not yours to see",
    where: where.slice(0, 64).replace(/[^\w-]/g, "?"),
    next: "Take an id that the list of incidents gives.",
  });
}
