import type { RemediationStep, RotationPlan } from "@stanch/model";

export const REMEDIATION_STATUSES = [
  "queued",
  "running",
  "waiting",
  "paused",
  "stuck",
  "rolling-back",
  "done",
  "rolled-back",
  "abandoned",
] as const;

/** `waiting` for a person or a time; `stuck`: a step failed for good and somebody must say `retry`, `rollback` or `abandon`. */
export type RemediationStatus = (typeof REMEDIATION_STATUSES)[number];

export type Ending = "done" | "rolled-back" | "abandoned";

export const ENDED: readonly RemediationStatus[] = ["done", "rolled-back", "abandoned"] satisfies Ending[];

/** Where a run stands: one of the eleven steps, or undoing them. */
export type Place = RemediationStep | "start" | "rollback";

export interface Remediation {
  readonly id: string;
  readonly workspaceId: string;
  readonly plan: RotationPlan;
  readonly status: RemediationStatus;
  readonly step: Place;
  /** What it waits for or is stuck at, as a sentence; names the gate in `gate`. */
  readonly waitingFor: string | null;
  readonly gate: string | null;
  /** False once the end of the old one can no longer be undone. */
  readonly canUndo: boolean;
  readonly startedBy: string;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly endedAt: string | null;
}

export const SIGNAL_KINDS = [
  "approve",
  "reject",
  "pause",
  "resume",
  "rollback",
  "confirm",
  "waive",
  "provide",
  "performed",
  "retry",
  "abandon",
] as const;

/**
 * What a person says to a run. `subject`: the gate (approve, reject), the dependant's id (confirm, waive), the name of the
 * sealed value (provide). `performed`: a guided step was done in the console.
 */
export type SignalKind = (typeof SIGNAL_KINDS)[number];

export interface Signal {
  readonly seq: number;
  readonly kind: SignalKind;
  readonly by: string;
  readonly at: string;
  readonly subject?: string;
  readonly reason?: string;
}

export type EventKind = "intent" | "done" | "failed" | "told" | "signal";

/** One line of a run's history. `facts` hold names, versions, masks and fingerprints; never a value. */
export interface RemediationEvent {
  readonly seq: number;
  readonly key: string;
  readonly at: string;
  readonly step: Place;
  readonly kind: EventKind;
  readonly text: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export type NewEvent = Omit<RemediationEvent, "seq" | "at">;
