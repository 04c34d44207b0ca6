import type { UseRecord } from "@stanch/model";
import { DAY_MS } from "./hours.ts";

const SAMPLES = 3;
/** More different values are counted together: an access log may carry an address a record. */
const MOST_VALUES = 100_000;
const MOST_NAMES = 12;

/** What is known of one address, network, operation or destination. */
export interface Value {
  readonly key: string;
  first: number;
  last: number;
  before: number;
  after: number;
  /** First and last use after the leak. */
  firstAfter: number;
  lastAfter: number;
  costBefore: number;
  costAfter: number;
  configuredAfter: number;
  refusedAfter: number;
  /** Days with a use before the leak, counted when a record's day differs from the last one met. */
  daysBefore: number;
  lastDay: number;
  readonly samples: UseRecord[];
  /** Operations seen with it after the leak, the first few. */
  readonly actions: Set<string>;
}

/** All values of one kind, such as all addresses, each with what was seen before and after the leak. */
export class Values {
  readonly map = new Map<string, Value>();
  readonly #leak: number;
  /** Records whose value did not fit. */
  left = 0;

  constructor(leakedAt: number) {
    this.#leak = leakedAt;
  }

  get(key: string): Value | undefined {
    const known = this.map.get(key);
    if (known !== undefined) return known;
    if (this.map.size >= MOST_VALUES) {
      this.left++;
      return undefined;
    }
    const made: Value = {
      key,
      first: Infinity,
      last: -Infinity,
      before: 0,
      after: 0,
      firstAfter: Infinity,
      lastAfter: -Infinity,
      costBefore: 0,
      costAfter: 0,
      configuredAfter: 0,
      refusedAfter: 0,
      daysBefore: 0,
      lastDay: -1,
      samples: [],
      actions: new Set(),
    };
    this.map.set(key, made);
    return made;
  }

  note(value: Value, record: UseRecord, cost: number): void {
    const { time } = record;
    if (time < value.first) value.first = time;
    if (time > value.last) value.last = time;
    if (time < this.#leak) {
      value.before++;
      value.costBefore += cost;
      const day = Math.floor(time / DAY_MS);
      if (day !== value.lastDay) {
        value.lastDay = day;
        value.daysBefore++;
      }
      return;
    }
    value.after++;
    value.costAfter += cost;
    if (time < value.firstAfter) value.firstAfter = time;
    if (time > value.lastAfter) value.lastAfter = time;
    if (record.configures === true) value.configuredAfter++;
    if (record.result === "refused") value.refusedAfter++;
    if (value.samples.length < SAMPLES) value.samples.push(record);
    if (value.actions.size < MOST_NAMES) value.actions.add(record.action);
  }

  /** Values never seen before the leak, earliest first. */
  fresh(): readonly Value[] {
    return [...this.map.values()].filter((value) => value.before === 0 && value.after > 0).toSorted((a, b) => a.firstAfter - b.firstAfter);
  }

  /**
   * How many new ones a day the account met by itself: those first seen in the second half of the time before the leak, since in
   * the first half everything is new. A quarter is added, for an account that met none in a short time may still meet one.
   */
  noveltyPerDay(start: number): number {
    const middle = (start + this.#leak) / 2;
    let fresh = 0;
    for (const value of this.map.values()) if (value.before > 0 && value.first >= middle) fresh++;
    return (fresh + 0.25) / Math.max(1, (this.#leak - middle) / DAY_MS);
  }
}
