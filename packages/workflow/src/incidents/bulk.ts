import { AppError } from "@stanch/model";
import { and, eq, inArray, isNull, sql } from "drizzle-orm";
import { bulkActions, incidentEvents, incidents } from "../database/tables/incidents.ts";
import type { Scope } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";
import { type Settable, applyChange, difference, write } from "./change.ts";
import { conditionOf } from "./filter.ts";
import type { IncidentChange, IncidentFilter } from "./schemas.ts";
import { slaHours } from "./severity.ts";
import { visibleTo } from "./visible.ts";

/** One bulk action changes so many; what is more is told, and takes another. */
export const MOST_IN_BULK = 1000;

export interface BulkResult {
  readonly bulkId: string;
  readonly changed: number;
  /** Those that the change did not fit, with the reason. */
  readonly skipped: readonly { readonly id: string; readonly reason: string }[];
  /** True: the filter fits more than were looked at. */
  readonly isCut: boolean;
}

/** The same change for many incidents: those named, or those that a filter fits. All in one transaction, to be undone as one. */
export async function changeIncidents(
  scope: Scope,
  which: { readonly ids: readonly string[] } | { readonly filter: IncidentFilter },
  change: IncidentChange,
): Promise<BulkResult> {
  await holdIngest(scope);
  const condition =
    "ids" in which
      ? and(eq(incidents.workspaceId, scope.workspaceId), inArray(incidents.id, which.ids.filter(isUuid)), visibleTo(scope))
      : await conditionOf(scope, which.filter);
  const rows = await scope.tx
    .select()
    .from(incidents)
    .where(condition)
    .orderBy(incidents.fingerprint)
    .limit(MOST_IN_BULK + 1)
    .for("update");
  const bulkId = uuidV7();
  const hours = await slaHours(scope);
  const skipped: { id: string; reason: string }[] = [];
  let count = 0;
  for (const row of rows.slice(0, MOST_IN_BULK)) {
    try {
      if (await applyChange(scope, row, { change, bulkId, hours })) count++;
    } catch (error) {
      if (!(error instanceof AppError)) throw error; // thrown before anything was written
      skipped.push({ id: row.id, reason: error.message });
    }
  }
  await scope.tx
    .insert(bulkActions)
    .values({ workspaceId: scope.workspaceId, id: bulkId, actorId: scope.actor.id, change, changed: count, at: new Date() });
  scope.note({
    action: "incident.bulk",
    target: { kind: "bulk", id: bulkId },
    details: { change, changed: count, skipped: skipped.length },
  });
  return { bulkId, changed: count, skipped, isCut: rows.length > MOST_IN_BULK };
}

export interface UndoResult {
  readonly restored: number;
  /** Ids of incidents that somebody changed since: they stay as they are. */
  readonly kept: readonly string[];
}

/** Takes a bulk action back, but for what was changed since. Throws INCIDENT_CONFLICT when it is not there or was undone. */
export async function undoBulk(scope: Scope, bulkId: string): Promise<UndoResult> {
  await holdIngest(scope);
  const now = new Date();
  const [action] = isUuid(bulkId)
    ? await scope.tx
        .update(bulkActions)
        .set({ undoneAt: now })
        .where(and(eq(bulkActions.workspaceId, scope.workspaceId), eq(bulkActions.id, bulkId), isNull(bulkActions.undoneAt)))
        .returning()
    : [];
  if (action === undefined) throw notThere(bulkId);
  const events = await scope.tx
    .select()
    .from(incidentEvents)
    .where(and(eq(incidentEvents.workspaceId, scope.workspaceId), eq(incidentEvents.bulkId, bulkId)));
  const of = new Map(events.map((event) => [event.incidentId, event]));
  const rows = await scope.tx
    .select()
    .from(incidents)
    .where(and(eq(incidents.workspaceId, scope.workspaceId), inArray(incidents.id, [...of.keys()]), visibleTo(scope)))
    .orderBy(incidents.fingerprint)
    .for("update");
  const kept: string[] = [];
  for (const row of rows) {
    const event = of.get(row.id);
    if (event === undefined || Object.keys(difference(row, settable(event.after))).length > 0) {
      kept.push(row.id);
      continue;
    }
    const after = difference(row, settable(event.before));
    await write(scope, row, { after, kind: "undo", reason: undefined, now });
  }
  scope.note({
    action: "incident.undo",
    target: { kind: "bulk", id: bulkId },
    details: { restored: rows.length - kept.length, kept: kept.length },
  });
  return { restored: rows.length - kept.length, kept };
}

const TIMES = new Set(["acceptedUntil", "resolvedAt", "dueAt", "openedAt"]);

/** Out of an event's JSON: times are dates again. Written by `write` only, so the names are those of Settable. */
function settable(values: Readonly<Record<string, unknown>>): Partial<Settable> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, TIMES.has(name) && typeof value === "string" ? new Date(value) : value]),
  );
}

/** Both write many incidents: one after the other. */
async function holdIngest(scope: Scope): Promise<void> {
  await scope.tx.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`ingest ${scope.workspaceId}`}, 0))`);
}

function notThere(where: string): AppError {
  return new AppError("INCIDENT_CONFLICT", {
    what: "There is no such bulk action, or it was undone already",
    where: where.slice(0, 40).replace(/[^\w-]/g, "?"),
    next: "Look into the history of the incidents.",
  });
}
