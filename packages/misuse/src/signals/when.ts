import { HOUR_MS, type Hours } from "../hours.ts";
import { expectationOf, ownStraying, quietSlots, residuals, slotsOfWeek } from "../seasons.ts";
import { poissonTail } from "../statistics.ts";
import { type Found, type Ground, plural, told } from "./signal.ts";

/** Hours, as the series of an account need them. */
export interface Span {
  readonly from: number;
  readonly until: number;
  /** Whole hours before the leak: what is learnt from. */
  readonly learnt: number;
  readonly slots: Uint8Array;
}

export function spanOf({ tally, start, end, timeZone }: Ground): Span {
  const from = Math.floor(start / HOUR_MS);
  const until = Math.max(from, Math.floor(end / HOUR_MS) + 1);
  const learnt = Math.min(until - from, Math.max(0, Math.floor(tally.leakedAt / HOUR_MS) - from));
  return { from, until, learnt, slots: slotsOfWeek(from, until, timeZone) };
}

/** Uses in hours of the week that were quiet before the leak. */
export function oddHours(ground: Ground, span: Span): Found[] {
  const { tally } = ground;
  const { from, learnt, slots } = span;
  const series = tally.all.series("count", from, span.until);
  if (learnt < 14 * 24) return [];
  // What is quiet is learnt in the first half, how often that is broken in the second: else the choice would flatter itself.
  const half = Math.floor(learnt / 2);
  const quiet = quietSlots(series, slots, half);
  let hours = 0;
  let broken = 0;
  for (let i = half; i < learnt; i++) {
    if (quiet[slots[i] ?? 0] !== 1) continue;
    hours++;
    if ((series[i] ?? 0) > 0) broken++;
  }
  if (hours < 24) return [];
  const rate = (broken + 0.5) / hours;
  const odd: number[] = [];
  let open = 0;
  for (let i = learnt; i < series.length; i++) {
    if (quiet[slots[i] ?? 0] !== 1) continue;
    open++;
    if ((series[i] ?? 0) > 0) odd.push(i);
  }
  if (odd.length === 0) return [];
  const worst = densest(odd, 24);
  const week = densest(odd, 168);
  // Somebody who works late does so for some hours together: three times the rate is the owner's own.
  const perDay = (rate * hours) / ((learnt - half) / 24);
  const chanceOfDay = poissonTail(worst.length, Math.max(0.3, perDay * 3));
  const chanceOfWeek = poissonTail(week.length, Math.max(1, perDay * 7 * 2.5));
  const chance = Math.min(chanceOfDay, chanceOfWeek);
  const level = chance < 2e-5 && odd.length >= 4 ? "strong" : chance < 0.002 && odd.length >= 3 ? "notable" : "context";
  if (level === "context") return [];
  const shown = chanceOfDay <= chanceOfWeek ? worst : week;
  const count = shown.reduce((sum, i) => sum + (series[i] ?? 0), 0);
  return [
    {
      kind: "odd-hours",
      family: "when",
      level,
      of: ground.timeZone,
      number: shown.length,
      unit: "hours",
      baseline: open * rate,
      baselineIs: `hours with a use in hours of the week that are quiet, expected since the leak`,
      from: (from + (shown[0] ?? 0)) * HOUR_MS,
      until: (from + (shown.at(-1) ?? 0) + 1) * HOUR_MS,
      sentence: `It was used in ${plural(shown.length, "hour")} within ${chanceOfDay <= chanceOfWeek ? "a day" : "a week"} in which the account is quiet by its own rhythm (${ground.timeZone}); before the leak ${told(rate * 100)} in 100 such hours had a use.`,
      records: { count, samples: shown.slice(0, 5).flatMap((i) => tally.all.samplesOf(from + i).slice(0, 1)) },
    },
  ];
}

const NIGHTS = [1, 3, 7] as const;

/**
 * The weak hours of each day together, one number a day, compared with the same of all days before the leak: what hides in the
 * night of an account that never quite sleeps.
 */
export function busyNights(ground: Ground, span: Span): Found[] {
  const { tally } = ground;
  const { from, learnt, slots, until } = span;
  if (learnt < 21 * 24) return [];
  const series = tally.all.series("count", from, until);
  const { expected } = expectationOf(series, slots, learnt);
  const found = WEAK.flatMap((share) =>
    nightsOf(ground, span, { series, expected, weak: weakSlots(expected.subarray(0, learnt), slots, share) }),
  );
  const told = found.find(({ level }) => level === "strong") ?? found[0];
  return told === undefined ? [] : [told];
}

/** Hours of less than these shares of the mean: an account may have both a quiet evening and a dead night. */
const WEAK = [0.05, 0.3] as const;

interface Nights {
  readonly series: Float64Array;
  readonly expected: Float64Array;
  readonly weak: Uint8Array;
}

function nightsOf(ground: Ground, { from, learnt, slots }: Span, { series, expected, weak }: Nights): Found[] {
  const { tally } = ground;
  if (!weak.includes(1)) return [];
  const days = Math.ceil(series.length / 24);
  const [real, usual] = [new Float64Array(days), new Float64Array(days)];
  for (let i = 0; i < series.length; i++) {
    if (weak[slots[i] ?? 0] !== 1) continue;
    const day = Math.floor(i / 24);
    real[day] = (real[day] ?? 0) + (series[i] ?? 0);
    usual[day] = (usual[day] ?? 0) + (expected[i] ?? 0);
  }
  const learntDays = Math.floor(learnt / 24);
  let best: { strength: number; day: number; window: number } | undefined;
  for (const window of NIGHTS) {
    const strayed = residuals(real, usual, window);
    const { scale, largest } = ownStraying(strayed, learntDays, 1);
    const limit = Math.max(NIGHT_FAR * scale, 1.2 * largest, 3);
    for (let day = learntDays; day < days; day++) {
      const strength = (strayed[day] ?? 0) / limit;
      const more = sumOf(real, day, window) - sumOf(usual, day, window);
      if (strength >= 1 && more >= Math.max(6, 0.5 * sumOf(usual, day, window)) && strength > (best?.strength ?? 0))
        best = { strength, day, window };
    }
  }
  if (best === undefined) return [];
  const { day, window, strength } = best;
  const first = Math.max(learntDays, day - window + 1);
  const hours = Array.from({ length: (day - first + 1) * 24 }, (_, i) => first * 24 + i)
    .filter((i) => weak[slots[i] ?? 0] === 1 && (series[i] ?? 0) > 0)
    .toSorted((a, b) => (series[b] ?? 0) - (series[a] ?? 0));
  const count = sumOf(real, day, window);
  const told_ = sumOf(usual, day, window);
  return [
    {
      kind: "odd-hours",
      family: "when",
      level: strength >= 1.15 ? "strong" : "notable",
      of: ground.timeZone,
      number: count,
      unit: `uses in the weak hours of ${plural(window, "day")}`,
      baseline: told_,
      baselineIs: "uses expected in those hours by the account's own rhythm",
      from: (from + first * 24) * HOUR_MS,
      until: (from + (day + 1) * 24) * HOUR_MS,
      sentence: `In the hours of the week in which the account does little (${ground.timeZone}) there were ${plural(count, "use")} within ${plural(window, "day")}; its own rhythm makes ${told(told_)}.`,
      records: { count, samples: hours.slice(0, 5).flatMap((i) => tally.all.samplesOf(from + i).slice(0, 1)) },
    },
  ];
}

const NIGHT_FAR = 4.5;

/** Hours of the week with less than this share of the mean. */
function weakSlots(expected: Float64Array, slots: Uint8Array, share: number): Uint8Array {
  const sums = new Float64Array(168);
  const seen = new Float64Array(168);
  for (let i = 0; i < expected.length; i++) {
    const slot = slots[i] ?? 0;
    sums[slot] = (sums[slot] ?? 0) + (expected[i] ?? 0);
    seen[slot] = (seen[slot] ?? 0) + 1;
  }
  const mean = sums.reduce((all, sum) => all + sum, 0) / Math.max(1, expected.length);
  return Uint8Array.from({ length: 168 }, (_, slot) => ((sums[slot] ?? 0) / Math.max(1, seen[slot] ?? 0) < share * mean ? 1 : 0));
}

/** The most of these hours that lie within a window. */
function densest(hours: readonly number[], window: number): readonly number[] {
  let best: readonly number[] = [];
  let low = 0;
  for (let high = 0; high < hours.length; high++) {
    while ((hours[high] ?? 0) - (hours[low] ?? 0) >= window) low++;
    if (high - low + 1 > best.length) best = hours.slice(low, high + 1);
  }
  return best;
}

const WINDOWS = [1, 6, 24] as const;
/** A residual of so many spreads of the account's own. */
const FAR = 5;

/** More than the account's own rhythm and growth explain: of count, cost, different resources, refusals and of single operations. */
export function spikes(ground: Ground, span: Span): Found[] {
  const { tally, context } = ground;
  if (span.learnt < 48) return [];
  const money = context.currency ?? "units of cost";
  const all: (Spike | undefined)[] = [
    spikeOf(ground, span, tally.all, { what: "count", of: "all uses", unit: "uses" }),
    tally.withCost > 0 ? spikeOf(ground, span, tally.all, { what: "cost", of: "cost", unit: money }) : undefined,
    spikeOf(ground, span, tally.all, { what: "resources", of: "different resources", unit: "different resources" }),
    spikeOf(ground, span, tally.all, { what: "refusals", of: "refusals", unit: "refusals" }),
  ];
  if (tally.byAction.size > 1)
    for (const [action, hours] of tally.byAction)
      // An operation that is new altogether is told as such.
      if ((tally.actions.map.get(action)?.before ?? 0) > 0)
        all.push(spikeOf(ground, span, hours, { what: "count", of: action, unit: "uses" }));
  const strongest = all.filter((spike) => spike !== undefined).toSorted((a, b) => b.strength - a.strength);
  // One event shows in many series: the clearest of them tells it, and money tells it once more.
  return strongest
    .filter(
      (spike, index) => !strongest.slice(0, index).some((other) => other.isMoney === spike.isMoney && isSameTime(other.found, spike.found)),
    )
    .map(({ found }) => found);
}

interface Spike {
  readonly found: Found;
  readonly strength: number;
  readonly isMoney: boolean;
}

const isSameTime = (a: Found, b: Found): boolean => a.from < b.until + 6 * HOUR_MS && b.from < a.until + 6 * HOUR_MS;

interface Kind {
  readonly what: "count" | "cost" | "refusals" | "resources";
  readonly of: string;
  readonly unit: string;
}

function spikeOf(ground: Ground, span: Span, hours: Hours, { what, of, unit }: Kind): Spike | undefined {
  const { from, until, learnt, slots } = span;
  const raw = hours.series(what, from, until);
  if (!raw.some((value, hour) => hour >= learnt && value > 0)) return undefined;
  const before = raw.subarray(0, learnt).reduce((sum, value) => sum + value, 0);
  // Money is counted in what one use costs, so that the same thresholds hold for cents and for rupees.
  const one = what === "cost" ? Math.max(1e-9, ground.tally.costBefore / Math.max(1, ground.tally.records)) : 1;
  const series = one === 1 ? raw : raw.map((value) => value / one);
  const { expected, days } = expectationOf(series, slots, learnt);
  let best: { strength: number; hour: number; window: number } | undefined;
  for (const window of WINDOWS) {
    const strayed = residuals(series, expected, window);
    const { scale, largest } = ownStraying(strayed, learnt);
    const limit = Math.max(FAR * scale, 1.2 * largest, 3) * (days < 14 ? 1.5 : 1);
    for (let i = learnt; i < series.length; i++) {
      const strength = (strayed[i] ?? 0) / limit;
      if (strength < 1 || (best !== undefined && strength <= best.strength)) continue;
      const real = sumOf(series, i, window);
      const told_ = sumOf(expected, i, window);
      if (real - told_ >= Math.max(8, 0.5 * told_)) best = { strength, hour: i, window };
    }
  }
  if (best === undefined) return undefined;
  const { hour, window, strength } = best;
  const real = sumOf(series, hour, window) * one;
  const usual = sumOf(expected, hour, window) * one;
  const start = Math.max(learnt, hour - window + 1);
  const found: Found = {
    kind: "spike",
    family: "how-much",
    level: what === "refusals" || strength < 1.25 ? "notable" : "strong",
    of,
    number: real,
    unit: `${unit} in ${plural(window, "hour")}`,
    baseline: usual,
    baselineIs: `${unit} expected in ${window === 1 ? "that hour" : "those hours"} by the account's own rhythm${before === 0 ? ", which had none" : ""}`,
    from: (from + start) * HOUR_MS,
    until: (from + hour + 1) * HOUR_MS,
    sentence: `${of === "cost" ? "Cost" : of === "all uses" ? "Use" : of} rose to ${told(real)} ${unit} in ${plural(window, "hour")}; the account's own rhythm and growth make ${told(usual)}.`,
    records: {
      count: hours.series("count", from + start, from + hour + 1).reduce((sum, value) => sum + value, 0),
      samples: topSamples(hours, series, from, start, hour),
    },
  };
  return { found, strength, isMoney: what === "cost" };
}

function sumOf(series: Float64Array, last: number, window: number): number {
  let sum = 0;
  for (let i = Math.max(0, last - window + 1); i <= last; i++) sum += series[i] ?? 0;
  return sum;
}

function topSamples(hours: Hours, series: Float64Array, from: number, start: number, end: number) {
  const order = Array.from({ length: end - start + 1 }, (_, i) => start + i).toSorted((a, b) => (series[b] ?? 0) - (series[a] ?? 0));
  return order.slice(0, 3).flatMap((hour) => hours.samplesOf(from + hour).slice(0, 2));
}
