import type { HttpProbe, RotationContext, RotationPlan, Rotator, Secret } from "@stanch/model";
import type { Credential } from "@stanch/model";
import type { Ending, NewEvent, Place, RemediationStatus, Signal } from "./types.ts";

/**
 * What makes a run survive the death of its process. `step`: the result is kept; once kept, `work` is not run again. A
 * crash before that runs `work` again, so it must look before it acts. Results are JSON. The same calls in the same order
 * on every replay.
 */
export interface Durable {
  step<T>(name: string, work: () => Promise<T>): Promise<T>;
  /** Until the time has passed, or somebody sent a signal to this run. */
  wait(name: string, ms: number): Promise<void>;
}

/** Written with an intent, in one transaction. */
export interface Mark {
  readonly key: string;
  readonly step: Place;
  readonly status: RemediationStatus;
  readonly text: string;
  readonly waitingFor?: string;
  readonly gate?: string;
  /** False: only where it stands is written, no event; for looking again and again. */
  readonly isEvent: boolean;
  readonly canUndo: boolean;
}

/** The records of one run. Events are kept once by their key; every method may be called again. */
export interface Records {
  readonly plan: RotationPlan;
  readonly startedBy: string;
  /** Nobody else works on this run meanwhile, in no process. */
  exclusively<T>(work: () => Promise<T>): Promise<T>;
  begin(mark: Mark): Promise<{ readonly signals: readonly Signal[]; readonly nowMs: number }>;
  tell(...events: readonly NewEvent[]): Promise<void>;
  end(status: Ending, event: NewEvent): Promise<void>;
  /** Sealed before this returns. A second time under one name replaces the first. */
  putSecret(name: string, clear: string): Promise<void>;
  /** Each opening is in the audit log; `reason` names the step. */
  secret(name: string, reason: string): Promise<string | undefined>;
  hasSecret(name: string): Promise<boolean>;
  putNote(name: string, note: unknown): Promise<void>;
  note(name: string): Promise<unknown>;
  dropSecrets(): Promise<void>;
}

/** One place of a secret store, narrowed to what a rotation needs. Rejects with STORE_ codes. */
export interface StorePort {
  abilities(): Promise<{ readonly versions: boolean; readonly writeOnly: boolean }>;
  /** Undefined: there is no value yet. */
  read(): Promise<{ readonly value: string; readonly version: string } | undefined>;
  /** `ifVersion`: only when that is the version now; null: only when there is none. Else STORE_CONFLICT. */
  write(value: string, ifVersion?: string | null): Promise<{ readonly version: string }>;
  makeCurrent(version: string): Promise<{ readonly version: string }>;
  remove(): Promise<void>;
}

export interface Shown {
  readonly isGreen: boolean;
  /** Short, for people; never a value. */
  readonly text: string;
}

export interface Bound {
  readonly rotator: Rotator;
  readonly context: RotationContext;
}

/** Everything outside of the workflow. The server and the command line give the real ones, tests give doubles with state. */
export interface RemediationPorts {
  /** `manager`: the credential that was given to manage the old one, else the old one itself. */
  rotator(plan: RotationPlan, manager: Credential): Promise<Bound>;
  store(uri: string): Promise<StorePort>;
  /** `env`: added to the program's environment. */
  command(
    argv: readonly string[],
    options: { readonly timeoutMs: number; readonly env: Readonly<Record<string, Secret | string>> },
  ): Promise<Shown>;
  http(probe: HttpProbe): Promise<Shown>;
  fingerprint(secret: Secret): string;
}

export interface Timing {
  /** Failures in a row of one effect, before a person is asked. */
  readonly patience: number;
  readonly backoffMs: (failures: number) => number;
  readonly probeTries: number;
  readonly probeEveryMs: number;
  readonly silenceEveryMs: number;
  /** Until an issuer surely lists what was made. */
  readonly settleMs: number;
  /** Until it looks for signals that did not wake it. */
  readonly idleMs: (turn: number) => number;
}

export const TIMING: Timing = {
  patience: 8,
  backoffMs: (failures) => Math.min(1000 * 2 ** failures, 300_000),
  probeTries: 6,
  probeEveryMs: 10_000,
  silenceEveryMs: 300_000,
  settleMs: 30_000,
  idleMs: (turn) => Math.min(2000 * 2 ** turn, 600_000),
};

/** One run with all that it works with, and what it has learnt so far: rebuilt by replay, never stored. */
export interface Run {
  readonly id: string;
  readonly plan: RotationPlan;
  readonly durable: Durable;
  readonly records: Records;
  readonly ports: RemediationPorts;
  readonly timing: Timing;
}
