import { AppError, type Validity, severityRank } from "@stanch/model";
import { and, eq, sql } from "drizzle-orm";
import { printable } from "../audit/entry.ts";
import { comments, incidentEvents, incidents } from "../database/tables/incidents.ts";
import { members } from "../database/tables/tenancy.ts";
import type { Scope } from "../database/tenancy.ts";
import { uuidV7 } from "../database/uuid.ts";
import { type Comment, getIncident, visibleRow } from "./detail.ts";
import { type HappeningKind, tell } from "./happenings.ts";
import type { Incident, IncidentChange } from "./schemas.ts";
import { type SlaHours, dueAt, slaHours, weigh } from "./severity.ts";
import { severityAt } from "./shapes.ts";
import { changed, reasonToReopen, reopened } from "./states.ts";

type Row = typeof incidents.$inferSelect;
/** What changes and undoing may touch. */
export type Settable = Pick<
  Row,
  | "state"
  | "resolution"
  | "acceptedUntil"
  | "resolvedAt"
  | "assignee"
  | "setSeverity"
  | "severity"
  | "severityReasons"
  | "ownerUser"
  | "ownerLabel"
  | "ownerFrom"
  | "privilege"
  | "dueAt"
  | "openedAt"
>;

export interface ChangeOptions {
  /** The version that the caller saw (ETag): INCIDENT_CONFLICT when somebody was faster. */
  readonly ifVersion?: number;
  readonly bulkId?: string;
}

/** Changes an incident, with its history, audit note and notifications. Throws INCIDENT_NOT_FOUND, INCIDENT_CONFLICT. */
export async function changeIncident(scope: Scope, id: string, told: { change: IncidentChange } & ChangeOptions): Promise<Incident> {
  const row = await visibleRow(scope, id, "update");
  if (told.ifVersion !== undefined && told.ifVersion !== row.version) throw stale(id);
  await applyChange(scope, row, { ...told, hours: await slaHours(scope) });
  return getIncident(scope, id);
}

/** `row` is locked. Gives whether anything is different now. */
export async function applyChange(
  scope: Scope,
  row: Row,
  { change, bulkId, hours }: { change: IncidentChange; bulkId?: string; hours: SlaHours },
): Promise<boolean> {
  const now = new Date();
  if (change.kind === "assign") await assertMember(scope, change.assignee);
  const after = difference(row, { ...changed(row, change, now), ...settings(row, { change, now, hours }) });
  if (Object.keys(after).length === 0) return false;
  const reason = "reason" in change ? change.reason : undefined;
  await write(scope, row, { after, kind: change.kind, reason, bulkId, now });
  const happening = happeningOf(change);
  if (happening !== undefined) await tell(scope, [{ incidentId: row.id, kind: happening }]);
  return true;
}

function happeningOf({ kind }: IncidentChange): HappeningKind | undefined {
  const told = { assign: "incident.assigned", resolve: "incident.resolved", reopen: "incident.reopened" } as const;
  return kind === "assign" || kind === "resolve" || kind === "reopen" ? told[kind] : undefined;
}

/** What follows for severity, owner and clock. */
function settings(row: Row, { change, now, hours }: { change: IncidentChange; now: Date; hours: SlaHours }): Partial<Settable> {
  if (change.kind === "owner")
    return { ownerUser: change.owner, ownerLabel: change.owner, ownerFrom: change.owner === null ? null : "person" };
  if (change.kind === "reopen") return { openedAt: now, dueAt: dueAt(now, severityAt(row.severity), hours) };
  if (change.kind !== "severity" && change.kind !== "privilege") return {};
  const privilege = change.kind === "privilege" ? change.privilege : row.privilege;
  const set = change.kind === "severity" ? (change.severity === null ? null : severityRank(change.severity)) : row.setSeverity;
  return { privilege, setSeverity: set, ...weighed({ ...row, privilege, setSeverity: set }, { now, hours }) };
}

/** Severity and due time of a row as it is now. A person's severity stands until that person takes it back. */
export function weighed(
  row: Row,
  { now, hours }: { now: Date; hours: SlaHours },
): Pick<Settable, "severity" | "severityReasons" | "dueAt"> {
  const { severity, reasons } = weigh({ ...row, base: severityAt(row.baseSeverity) }, now);
  const rank = row.setSeverity ?? severityRank(severity);
  return {
    severity: rank,
    severityReasons: row.setSeverity === null ? [...reasons] : ["a person set it"],
    dueAt: rank === row.severity ? row.dueAt : dueAt(row.openedAt, severityAt(rank), hours),
  };
}

/** The members of `after` in which it differs. */
export function difference(row: Row, after: Partial<Settable>): Partial<Settable> {
  const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  return Object.fromEntries(Object.entries(after).filter(([name, value]) => !isSame(row[name as keyof Settable], value))); // names of Settable
}

interface Writing {
  readonly after: Partial<Settable>;
  readonly kind: string;
  readonly reason: string | undefined;
  readonly bulkId?: string | undefined;
  readonly now: Date;
}

export async function write(scope: Scope, row: Row, { after, kind, reason, bulkId, now }: Writing): Promise<void> {
  const before = Object.fromEntries(Object.keys(after).map((name) => [name, row[name as keyof Settable]])); // names of Settable
  const isReopened = row.state === "resolved" && after.state !== undefined && after.state !== "resolved";
  await scope.tx
    .update(incidents)
    .set({
      ...after,
      ...(isReopened ? { reopened: row.reopened + 1, overdueToldAt: null } : {}),
      version: sql`${incidents.version} + 1`,
      updatedAt: now,
    })
    .where(and(eq(incidents.workspaceId, scope.workspaceId), eq(incidents.id, row.id)));
  await scope.tx.insert(incidentEvents).values({
    workspaceId: scope.workspaceId,
    incidentId: row.id,
    id: uuidV7(),
    at: now,
    actorKind: scope.actor.kind,
    actorId: scope.actor.id,
    kind,
    before,
    after,
    reason: reason === undefined ? null : printable(reason),
    bulkId: bulkId ?? null,
  });
  scope.note({ action: `incident.${kind}`, target: { kind: "incident", id: row.id }, details: { ...after, reason, bulkId } });
}

async function assertMember(scope: Scope, userId: string): Promise<void> {
  const [found] = await scope.tx
    .select({ role: members.role })
    .from(members)
    .where(and(eq(members.workspaceId, scope.workspaceId), eq(members.userId, userId)));
  if (found !== undefined) return;
  throw new AppError("INCIDENT_CONFLICT", {
    what: "Only a member of the workspace can be assigned",
    where: userId.slice(0, 40).replace(/[^\w@.-]/g, "?"),
    next: "Invite that person first, or assign another member.",
  });
}

export interface ValidityNews {
  readonly validity: Validity;
  readonly reason?: string;
  readonly impact?: string;
  /** When to ask again; null: no more. */
  readonly nextCheckAt: Date | null;
}

/** What the issuer said: severity and clock follow, and an incident that was closed comes back when it turns to `valid`. */
export async function recordValidity(scope: Scope, id: string, news: ValidityNews): Promise<Incident> {
  const row = await visibleRow(scope, id, "update");
  const now = new Date();
  const asked = news.validity === "unchecked" ? {} : { validity: news.validity, validityAt: now };
  const told = { validityReason: news.reason ?? null, impact: news.impact ?? row.impact, nextCheckAt: news.nextCheckAt };
  const reason = reasonToReopen(row, { kind: "validity", before: row.validity, after: news.validity }, now);
  const life = reason === undefined ? {} : { ...reopened(row), openedAt: now };
  const next = { ...row, ...asked, ...told, ...life };
  const hours = await slaHours(scope);
  const after = difference(row, {
    ...life,
    ...weighed(next, { now, hours }),
    ...(reason === undefined ? {} : { dueAt: dueAt(now, severityAt(next.severity), hours) }),
  });
  await scope.tx
    .update(incidents)
    .set({ ...asked, ...told, updatedAt: now })
    .where(and(eq(incidents.workspaceId, scope.workspaceId), eq(incidents.id, id)));
  const hasTurned = news.validity !== "unchecked" && news.validity !== row.validity;
  if (hasTurned || Object.keys(after).length > 0)
    await write(scope, row, {
      after: { ...after, ...(hasTurned ? { validity: news.validity } : {}) },
      kind: reason === undefined ? "validity" : "reopen",
      reason: reason ?? news.reason,
      now,
    });
  if (hasTurned) await tell(scope, [{ incidentId: id, kind: reason === undefined ? "incident.validity" : "incident.reopened" }]);
  return getIncident(scope, id);
}

/** `body`: Markdown, at most 20,000 characters. */
export async function addComment(scope: Scope, id: string, body: string): Promise<Comment> {
  await visibleRow(scope, id);
  const comment = {
    id: uuidV7(),
    authorKind: scope.actor.kind,
    authorId: scope.actor.id,
    body: body.toWellFormed().replaceAll("\0", ""),
    at: new Date(),
  };
  await scope.tx.insert(comments).values({ ...comment, workspaceId: scope.workspaceId, incidentId: id });
  scope.note({ action: "incident.comment", target: { kind: "incident", id } });
  return { ...comment, at: comment.at.toISOString() };
}

function stale(where: string): AppError {
  return new AppError("INCIDENT_CONFLICT", {
    what: "The incident was changed since it was read",
    where,
    next: "Read it again and decide anew.",
  });
}
