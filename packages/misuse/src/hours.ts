import type { UseRecord } from "@stanch/model";

export const HOUR_MS = 3_600_000;
export const DAY_MS = 86_400_000;
const SKETCH_BYTES = 64;
/** Ten years: a clock that was wrong must not make us hold hours without end. */
const MOST_HOURS = 90_000;
const SAMPLES = 3;

/**
 * Sums by hour of any order of records, in typed arrays: memory grows with hours, not with records. The number of different
 * resources of an hour is estimated by a HyperLogLog of 64 registers, 13 % off at most hours, which a spike is not.
 */
export class Hours {
  readonly #slotOf = new Map<number, number>();
  readonly #hours: number[] = [];
  #counts = new Float64Array(256);
  #costs = new Float64Array(256);
  #refusals = new Float64Array(256);
  #sketches: Uint8Array | undefined;
  readonly #samples: (UseRecord[] | undefined)[] = [];
  #lastHour = Number.NaN;
  #lastSlot = 0;
  /** Records of hours that did not fit. */
  left = 0;

  constructor(options: { readonly countResources: boolean }) {
    if (options.countResources) this.#sketches = new Uint8Array(256 * SKETCH_BYTES);
  }

  add(record: UseRecord, cost: number): void {
    const slot = this.#slot(Math.floor(record.time / HOUR_MS));
    if (slot < 0) {
      this.left++;
      return;
    }
    const count = (this.#counts[slot] ?? 0) + 1;
    this.#counts[slot] = count;
    this.#costs[slot] = (this.#costs[slot] ?? 0) + cost;
    if (record.result === "refused") this.#refusals[slot] = (this.#refusals[slot] ?? 0) + 1;
    if (this.#sketches !== undefined && record.resource !== undefined) note(this.#sketches, slot * SKETCH_BYTES, hash(record.resource));
    if (count <= SAMPLES) (this.#samples[slot] ??= []).push(record);
  }

  #slot(hour: number): number {
    if (hour === this.#lastHour) return this.#lastSlot;
    let slot = this.#slotOf.get(hour);
    if (slot === undefined) {
      slot = this.#hours.length;
      if (slot >= MOST_HOURS) return -1;
      this.#hours.push(hour);
      this.#slotOf.set(hour, slot);
      if (slot >= this.#counts.length) this.#grow();
    }
    this.#lastHour = hour;
    this.#lastSlot = slot;
    return slot;
  }

  #grow(): void {
    const grown = (old: Float64Array): Float64Array<ArrayBuffer> => {
      const next = new Float64Array(old.length * 2);
      next.set(old);
      return next;
    };
    [this.#counts, this.#costs, this.#refusals] = [grown(this.#counts), grown(this.#costs), grown(this.#refusals)];
    if (this.#sketches === undefined) return;
    const sketches = new Uint8Array(this.#sketches.length * 2);
    sketches.set(this.#sketches);
    this.#sketches = sketches;
  }

  /** One value for each hour of [from, until), both in hours since 1970; 0 where nothing was recorded. */
  series(what: "count" | "cost" | "refusals" | "resources", from: number, until: number): Float64Array {
    const out = new Float64Array(Math.max(0, until - from));
    for (const [slot, hour] of this.#hours.entries()) {
      if (hour < from || hour >= until) continue;
      out[hour - from] = this.#value(what, slot);
    }
    return out;
  }

  #value(what: "count" | "cost" | "refusals" | "resources", slot: number): number {
    if (what === "count") return this.#counts[slot] ?? 0;
    if (what === "cost") return this.#costs[slot] ?? 0;
    if (what === "refusals") return this.#refusals[slot] ?? 0;
    return this.#sketches === undefined ? 0 : estimate(this.#sketches.subarray(slot * SKETCH_BYTES, (slot + 1) * SKETCH_BYTES));
  }

  samplesOf(hour: number): readonly UseRecord[] {
    const slot = this.#slotOf.get(hour);
    return (slot === undefined ? undefined : this.#samples[slot]) ?? [];
  }
}

/** FNV-1a and a finisher: all bits of the result depend on all characters. */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function note(sketches: Uint8Array, at: number, hashed: number): void {
  const register = at + (hashed & (SKETCH_BYTES - 1));
  const rank = Math.clz32(hashed >>> 6) - 5; // six bits name the register, 26 are left
  if (rank > (sketches[register] ?? 0)) sketches[register] = rank;
}

/** Flajolet et al., «HyperLogLog», with linear counting for few. */
function estimate(registers: Uint8Array): number {
  let sum = 0;
  let zeros = 0;
  for (const rank of registers) {
    sum += 2 ** -rank;
    if (rank === 0) zeros++;
  }
  const m = registers.length;
  const raw = (0.709 * m * m) / sum;
  return raw <= 2.5 * m && zeros > 0 ? m * Math.log(m / zeros) : raw;
}
