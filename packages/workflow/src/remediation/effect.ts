import { AppError, type ErrorCode } from "@stanch/model";
import { isConnectionLoss } from "../durable/connection-loss.ts";
import type { Run } from "./ports.ts";
import type { NewEvent, Place, RemediationStatus, Signal } from "./types.ts";

/** Somebody wants everything undone. Thrown at the boundary of a step, caught by `remediate`. */
export class RollbackAsked extends Error {}
export class AbandonAsked extends Error {}

/** Failures after which the same may be tried again: what happened is not known, or it was too early. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set([
  "ROTATION_LIMITED",
  "ROTATION_UNREACHABLE",
  "STORE_UNREACHABLE",
  "STORE_SEALED",
  "STORE_QUOTA",
  "STORE_CONFLICT",
]);

type Asked = "pause" | "rollback" | "abandon";
type Outcome<T> =
  | { readonly kind: "ok"; readonly value: T }
  | { readonly kind: "asked"; readonly asked: Asked }
  | { readonly kind: "failed"; readonly text: string; readonly isTransient: boolean; readonly lastSeq: number };

/** How a run is spoken to at a boundary: undoing listens to pauses only, what cannot be undone not to rollbacks. */
export interface Manner {
  readonly place: Place;
  readonly hearsRollback: boolean;
}

export interface EffectOptions<T> {
  /** What is about to happen, for people. */
  readonly text: string;
  /** Says what came of it; facts without values. */
  readonly told?: (value: T) => { readonly text: string; readonly facts?: Readonly<Record<string, unknown>> };
}

/**
 * One thing that is done outside, recorded before and after, alone in all processes, and tried again until it is done or a
 * person says otherwise. `work` must look before it acts: a crash may have hidden that it was done.
 */
export async function effect<T>(run: Run, manner: Manner, name: string, options: EffectOptions<T>, work: () => Promise<T>): Promise<T> {
  let failures = 0;
  for (let turn = 1; ; turn++) {
    const key = `${name}#${turn}`;
    const outcome = await run.durable.step(key, () => run.records.exclusively(() => attempt(run, { manner, key, options }, work)));
    if (outcome.kind === "ok") return outcome.value;
    if (outcome.kind === "asked") {
      if (outcome.asked !== "pause") throw outcome.asked === "rollback" ? new RollbackAsked() : new AbandonAsked();
      await paused(run, manner, key);
    } else if (outcome.isTransient && ++failures < run.timing.patience) {
      await run.durable.wait(`${key}~`, run.timing.backoffMs(failures));
    } else {
      failures = 0;
      await stuck(run, manner, { key, text: outcome.text, lastSeq: outcome.lastSeq });
    }
  }
}

interface Attempt<T> {
  readonly manner: Manner;
  readonly key: string;
  readonly options: EffectOptions<T>;
}

async function attempt<T>(run: Run, { manner, key, options }: Attempt<T>, work: () => Promise<T>): Promise<Outcome<T>> {
  const status = manner.place === "rollback" ? "rolling-back" : "running";
  const { signals } = await run.records.begin({
    key: `${key}:intent`,
    step: manner.place,
    status,
    text: options.text,
    isEvent: true,
    canUndo: manner.hearsRollback,
  });
  const asked = askedBy(signals, manner);
  if (asked !== undefined) return { kind: "asked", asked };
  try {
    const value = await work();
    const told = options.told?.(value) ?? { text: options.text };
    await run.records.tell({ key: `${key}:done`, step: manner.place, kind: "done", text: told.text, facts: told.facts ?? {} });
    return { kind: "ok", value };
  } catch (error) {
    // Nothing can be recorded now: the whole attempt is made again when the database is back.
    if (isConnectionLoss(error)) throw error;
    const text = failureText(error);
    await run.records.tell({ key: `${key}:failed`, step: manner.place, kind: "failed", text, facts: {} });
    return { kind: "failed", text, isTransient: error instanceof AppError && TRANSIENT.has(error.code), lastSeq: signals.at(-1)?.seq ?? 0 };
  }
}

/** Messages of our own failures hold no value. Of any other only its name is kept: its text may quote what it choked on. */
function failureText(error: unknown): string {
  if (error instanceof AppError) return error.message;
  if (isCrash(error)) throw error;
  return `An unexpected ${error instanceof Error ? error.name : "failure"}: this is a fault of stanch`;
}

/** The death of a process cannot be handled; tests simulate one by an error of this name. */
function isCrash(error: unknown): boolean {
  return error instanceof Error && error.name === "SimulatedCrash";
}

export function askedBy(signals: readonly Signal[], manner: Manner): Asked | undefined {
  if (signals.some(({ kind }) => kind === "abandon")) return "abandon";
  if (manner.hearsRollback && signals.some(({ kind }) => kind === "rollback" || kind === "reject")) return "rollback";
  const last = signals.findLast(({ kind }) => kind === "pause" || kind === "resume");
  return last?.kind === "pause" ? "pause" : undefined;
}

/** Without a value it waits: for `waitMs` where the time is known. */
export interface Decision<T> {
  readonly value?: T;
  readonly waitMs?: number;
}

export interface WaitOptions<T> {
  readonly waitingFor: string;
  readonly gate?: string;
  readonly status?: RemediationStatus;
  /** Looks at what was said, and at the database's clock. `turn` counts from 1. */
  readonly decide: (signals: readonly Signal[], nowMs: number) => Decision<T> | Promise<Decision<T>>;
}

/** Waits for people or times. What a person said is in the records: a lost wake-up costs time, nothing else. */
export async function waitFor<T>(run: Run, manner: Manner, name: string, options: WaitOptions<T>): Promise<T> {
  for (let turn = 1; ; turn++) {
    const key = `${name}?${turn}`;
    const seen = await run.durable.step(key, async (): Promise<{ asked?: Asked; decision?: Decision<T> }> => {
      const { signals, nowMs } = await run.records.begin({
        key: `${name}:waiting`,
        step: manner.place,
        status: options.status ?? "waiting",
        text: options.waitingFor,
        waitingFor: options.waitingFor,
        ...(options.gate === undefined ? {} : { gate: options.gate }),
        isEvent: turn === 1,
        canUndo: manner.hearsRollback,
      });
      const asked = askedBy(signals, manner);
      return asked === undefined ? { decision: await options.decide(signals, nowMs) } : { asked };
    });
    if (seen.asked === "rollback") throw new RollbackAsked();
    if (seen.asked === "abandon") throw new AbandonAsked();
    if (seen.asked === "pause") await paused(run, manner, key);
    else if (seen.decision?.value !== undefined) return seen.decision.value;
    else await run.durable.wait(`${key}~`, seen.decision?.waitMs ?? run.timing.idleMs(turn));
  }
}

async function paused(run: Run, manner: Manner, key: string): Promise<void> {
  for (let turn = 1; ; turn++) {
    const isPaused = await run.durable.step(`${key}:paused?${turn}`, async () => {
      const waitingFor = "It was paused. Say resume to go on.";
      const { signals } = await run.records.begin({
        key: `${key}:paused`,
        step: manner.place,
        status: "paused",
        text: waitingFor,
        waitingFor,
        isEvent: turn === 1,
        canUndo: manner.hearsRollback,
      });
      return askedBy(signals, manner) === "pause";
    });
    if (!isPaused) return;
    await run.durable.wait(`${key}:paused~${turn}`, run.timing.idleMs(turn));
  }
}

/** A person is needed: `retry` after `lastSeq` goes on; rollback and abandon are heard as ever. */
export async function stuck(
  run: Run,
  manner: Manner,
  { key, text, lastSeq }: { readonly key: string; readonly text: string; readonly lastSeq?: number },
): Promise<void> {
  const way = manner.hearsRollback ? "retry, rollback or abandon" : "retry or abandon";
  const heard = lastSeq ?? (await lastHeard(run, manner, key));
  await waitFor(run, manner, `${key}:stuck`, {
    waitingFor: `${text} Say ${way}.`,
    status: "stuck",
    decide: (signals) => (signals.some(({ kind, seq }) => kind === "retry" && seq > heard) ? { value: true } : {}),
  });
}

/** What was said so far: a word that is waited for from here on must come after it. */
export function lastHeard(run: Run, manner: Manner, key: string): Promise<number> {
  return run.durable.step(`${key}:heard`, async () => {
    const { signals } = await run.records.begin({
      key: `${key}:heard`,
      step: manner.place,
      status: "running",
      text: "",
      isEvent: false,
      canUndo: manner.hearsRollback,
    });
    return signals.at(-1)?.seq ?? 0;
  });
}

/** A sentence in the history, once. */
export async function tell(run: Run, event: Omit<NewEvent, "kind" | "facts"> & { readonly facts?: NewEvent["facts"] }): Promise<void> {
  await run.durable.step(event.key, () => run.records.tell({ kind: "told", facts: {}, ...event }));
}
