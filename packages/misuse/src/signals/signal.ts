import type { UseRecord } from "@stanch/model";
import type { JudgeContext } from "../context.ts";
import { DAY_MS } from "../hours.ts";
import type { ShownRecord, Signal } from "../judgement.ts";
import { isPhoneNumber, maskedNumber } from "../phones.ts";
import type { Tally } from "../tally.ts";
import type { Value, Values } from "../values.ts";

/** A signal before it is shown: times in milliseconds. */
export interface Found extends Omit<Signal, "from" | "until" | "records"> {
  readonly from: number;
  readonly until: number;
  readonly records: { readonly count: number; readonly samples: readonly UseRecord[] };
}

/** What each kind of signal is found from. */
export interface Ground {
  readonly tally: Tally;
  readonly context: JudgeContext;
  /** Begin of the records, or of the span that was asked for. */
  readonly start: number;
  readonly end: number;
  readonly timeZone: string;
  readonly daysBefore: number;
  readonly daysAfter: number;
}

export function shownRecord(record: UseRecord): ShownRecord {
  const { time, source, action, actor, address, agent, resource, cost, result, reference } = record;
  return {
    at: iso(time),
    source,
    action: short(action),
    ...(actor === undefined ? {} : { actor: short(actor) }),
    ...(address === undefined ? {} : { address }),
    ...(agent === undefined ? {} : { agent: short(agent) }),
    ...(resource === undefined ? {} : { resource: isPhoneNumber(resource) ? maskedNumber(resource) : short(resource) }),
    ...(cost === undefined ? {} : { cost: Number(cost.toPrecision(6)) }),
    ...(result === undefined ? {} : { result }),
    reference: short(reference),
  };
}

export function iso(time: number): string {
  return new Date(Math.round(time)).toISOString();
}

export function short(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, " ");
  return line.length <= 160 ? line : `${line.slice(0, 159).toWellFormed()}…`;
}

/** A number as people read it: three digits are enough. */
export function told(value: number): string {
  if (value === 0) return "0";
  if (Math.abs(value) >= 100) return Math.round(value).toLocaleString("en-GB");
  return String(Number(value.toPrecision(3)));
}

export const plural = (count: number, one: string, many = `${one}s`): string => `${told(count)} ${count === 1 ? one : many}`;

/** The first few of a list in words. */
export function listed(names: readonly string[], most = 3): string {
  const shown = names.slice(0, most).map(short);
  return names.length > most ? `${shown.join(", ")} and ${names.length - most} more` : shown.join(", ");
}

/** New ones a month that the account met by itself before the leak. */
export function noveltyPerMonth(values: Values, { start }: Ground): number {
  return values.noveltyPerDay(start) * 30;
}

export function together(values: readonly Value[]): { from: number; until: number; records: { count: number; samples: UseRecord[] } } {
  return {
    from: Math.min(...values.map((value) => value.firstAfter)),
    until: Math.max(...values.map((value) => value.lastAfter)),
    records: {
      count: values.reduce((sum, value) => sum + value.after, 0),
      samples: values.flatMap((value) => value.samples).slice(0, 5),
    },
  };
}

/** The most values that were first met within one day. */
export function burstOf(values: readonly Value[]): readonly Value[] {
  let best: readonly Value[] = [];
  for (const [index, value] of values.entries()) {
    const within = values.slice(index).filter((other) => other.firstAfter < value.firstAfter + DAY_MS);
    if (within.length > best.length) best = within;
  }
  return best;
}
