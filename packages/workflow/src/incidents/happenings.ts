import type { Scope } from "../database/tenancy.ts";

export const HAPPENINGS = [
  "incident.triggered",
  "incident.reopened",
  "incident.assigned",
  "incident.resolved",
  "incident.overdue",
  "incident.validity",
  "incident.feedback",
  "incident.reported",
] as const;
/** What channels can ask to be told of. */
export type HappeningKind = (typeof HAPPENINGS)[number];

export interface Happening {
  readonly incidentId: string;
  readonly kind: HappeningKind;
}

/** Puts what happened into the outbox, in the same transaction: what is told did happen, and what happened is told. */
export async function tell(_scope: Scope, _happenings: readonly Happening[]): Promise<void> {
  // The outbox comes with the channels.
}
