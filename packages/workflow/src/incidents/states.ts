import { AppError, type Validity } from "@stanch/model";
import type { RESOLUTIONS, STATES } from "../database/tables/incidents.ts";
import type { IncidentChange } from "./schemas.ts";

export type State = (typeof STATES)[number];
export type Resolution = (typeof RESOLUTIONS)[number];

/** The part of an incident that its life is about. */
export interface Life {
  readonly state: State;
  readonly resolution: Resolution | null;
  readonly acceptedUntil: Date | null;
  readonly resolvedAt: Date | null;
  readonly assignee: string | null;
}

/**
 * What a change makes of it; members that are absent stay. Throws INCIDENT_CONFLICT where the change does not fit the state.
 * triggered ⇄ assigned → in_remediation → resolved → (reopened) triggered or assigned; every open state can be resolved.
 */
export function changed(life: Life, change: IncidentChange, now: Date): Partial<Life> {
  switch (change.kind) {
    case "assign":
      return { assignee: change.assignee, ...(life.state === "triggered" ? { state: "assigned" } : {}) };
    case "unassign":
      return { assignee: null, ...(life.state === "assigned" ? { state: "triggered" } : {}) };
    case "start":
      assertOpen(life, change.kind);
      return { state: "in_remediation" };
    case "stop":
      if (life.state !== "in_remediation") throw conflict(`An incident that is ${life.state} is not in remediation`);
      return { state: idle(life) };
    case "resolve":
      return resolved(change, now);
    case "reopen":
      if (life.state !== "resolved") throw conflict("The incident is open already");
      return reopened(life);
    case "severity":
    case "owner":
    case "privilege":
      return {};
  }
}

/** Resolved anew is allowed: what was accepted may turn out to be revoked. */
function resolved(change: Extract<IncidentChange, { kind: "resolve" }>, now: Date): Partial<Life> {
  const until = change.resolution === "accepted" ? new Date(change.until) : null;
  if (until !== null && until <= now) throw conflict("A risk can be accepted until a time to come only");
  return { state: "resolved", resolution: change.resolution, acceptedUntil: until, resolvedAt: now };
}

export function reopened(life: Life): Partial<Life> {
  return { state: idle(life), resolution: null, acceptedUntil: null, resolvedAt: null };
}

function idle({ assignee }: Life): State {
  return assignee === null ? "triggered" : "assigned";
}

/** What may bring a resolved incident back by itself, and the sentence that says so. */
export type News =
  | { readonly kind: "occurrence"; readonly isNewPlace: boolean; readonly authoredAt: Date | null }
  | { readonly kind: "validity"; readonly before: Validity; readonly after: Validity }
  | { readonly kind: "time" };

/**
 * The reason to reopen, or undefined. A new place does, and an old one in a commit made after the incident was resolved; but no
 * place makes a secret out of a false alarm: that takes an issuer who says that it is valid. A validity that turns to `valid`
 * always does, but for an accepted risk, which was accepted alive.
 */
export function reasonToReopen({ state, resolution, resolvedAt, acceptedUntil }: Life, news: News, now: Date): string | undefined {
  if (state !== "resolved") return undefined;
  if (news.kind === "time")
    return acceptedUntil !== null && acceptedUntil <= now ? "the time for which it was accepted is over" : undefined;
  if (news.kind === "validity") {
    const hasTurned = news.after === "valid" && news.before !== "valid";
    return hasTurned && resolution !== "accepted" ? "its issuer takes it" : undefined;
  }
  if (resolution === "false_alarm") return undefined;
  if (news.isNewPlace) return "it was found in another place";
  const isLater = news.authoredAt !== null && resolvedAt !== null && news.authoredAt > resolvedAt;
  return isLater ? "it was committed again" : undefined;
}

function assertOpen({ state }: Life, kind: string): void {
  if (state === "resolved") throw conflict(`A resolved incident cannot be changed by "${kind}"`);
}

function conflict(what: string): AppError {
  return new AppError("INCIDENT_CONFLICT", {
    what,
    where: "state",
    next: "Reopen it first, or read it again: somebody else may have changed it.",
  });
}
