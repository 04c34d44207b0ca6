import { HOUR_MS } from "./hours.ts";
import { median, quantile, robustSlope, trimmedMean } from "./statistics.ts";

/** What an account does by itself: expected counts by hour, out of the time before the leak alone. */
export interface Expectation {
  /** For each hour of the whole span. */
  readonly expected: Float64Array;
  /** Over how many days the rhythm was learnt. */
  readonly days: number;
}

/** Local hour of the week for each hour of [from, until): 0 is Monday 0:00. Hours since 1970. */
export function slotsOfWeek(from: number, until: number, timeZone: string): Uint8Array {
  const slots = new Uint8Array(Math.max(0, until - from));
  const offsetAt = (hour: number): number => offsetMinutes(hour * HOUR_MS, timeZone);
  let offset = 0;
  let isChanging = false;
  for (let i = 0; i < slots.length; i++) {
    const hour = from + i;
    // Clocks change at most once in six hours: looked at hour by hour only where they do.
    if (i % 6 === 0) isChanging = offsetAt(hour) !== offsetAt(hour + 6);
    if (i % 6 === 0 || isChanging) offset = offsetAt(hour);
    const local = hour + Math.floor(offset / 60);
    slots[i] = (((local + 72) % 168) + 168) % 168; // 1 January 1970 was a Thursday
  }
  return slots;
}

const formats = new Map<string, Intl.DateTimeFormat>();

export function offsetMinutes(time: number, timeZone: string): number {
  if (timeZone === "UTC") return 0;
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(time).map(({ type, value }) => [type, Number(value)]));
  const local = Date.UTC(parts["year"] ?? 1970, (parts["month"] ?? 1) - 1, parts["day"] ?? 1, parts["hour"] ?? 0, parts["minute"] ?? 0);
  return Math.round((local - time) / 60_000);
}

/**
 * Level × rhythm × growth. The rhythm is a trimmed mean of each hour of the week, held together with the same hour of like days,
 * since eight weeks are few; growth is the median slope of the logarithms of daily sums. One wild day or a holiday moves neither.
 * `series` begins at hour `from`; only its first `learnt` hours are looked at.
 */
export function expectationOf(series: Float64Array, slots: Uint8Array, learnt: number): Expectation {
  const days = Math.floor(learnt / 24);
  if (days < 2) {
    const level = trimmedMean(series.subarray(0, learnt), 0.1);
    return { expected: new Float64Array(series.length).fill(level), days };
  }
  const growth = growthOf(series, slots, learnt);
  const bySlot: number[][] = Array.from({ length: 168 }, () => []);
  for (let i = 0; i < learnt; i++) bySlot[slots[i] ?? 0]?.push((series[i] ?? 0) / growth(i));
  const profile = profileOf(bySlot);
  // The trimmed means of skewed counts sum to less than there was; a robust factor sets the level right.
  const ratios: number[] = [];
  for (let day = 0; day < days; day++) {
    let real = 0;
    let told = 0;
    for (let i = day * 24; i < day * 24 + 24; i++) {
      real += series[i] ?? 0;
      told += (profile[slots[i] ?? 0] ?? 0) * growth(i);
    }
    if (told > 0) ratios.push(real / told);
  }
  const level = ratios.length === 0 ? 1 : Math.min(3, Math.max(0.5, median(ratios)));
  const expected = Float64Array.from(series, (_, i) => (profile[slots[i] ?? 0] ?? 0) * level * growth(i));
  return { expected, days };
}

function profileOf(bySlot: readonly (readonly number[])[]): Float64Array {
  const own = bySlot.map((values) => trimmedMean(values, 0.15));
  return Float64Array.from({ length: 168 }, (_, slot) => {
    const day = Math.floor(slot / 24);
    const like = day < 5 ? [0, 1, 2, 3, 4] : [5, 6];
    const pool = trimmedMean(
      like.flatMap((other) => bySlot[other * 24 + (slot % 24)] ?? []),
      0.15,
    );
    const weeks = bySlot[slot]?.length ?? 0;
    const trust = weeks / (weeks + 3);
    return trust * (own[slot] ?? 0) + (1 - trust) * pool;
  });
}

/** Factor by hour, 1 at the middle of what was learnt. Growth is believed within bounds, and not far beyond what was seen. */
function growthOf(series: Float64Array, slots: Uint8Array, learnt: number): (hour: number) => number {
  const weeks = Math.floor(learnt / 168);
  if (weeks < 3) return () => 1;
  const sums: number[] = [];
  for (let day = 0; day < Math.floor(learnt / 24); day++) {
    let sum = 0;
    for (let i = day * 24; i < day * 24 + 24; i++) sum += series[i] ?? 0;
    sums.push(sum);
  }
  // Weekends apart from weekdays: each day is compared with the mean of its own day of the week.
  const weekday = sums.map((_, day) => Math.floor((slots[day * 24 + 12] ?? 0) / 24));
  const means = Array.from({ length: 7 }, (_, d) => median(sums.filter((_sum, day) => weekday[day] === d)));
  const logs = sums.map((sum, day) => Math.log((sum + 0.5) / ((means[weekday[day] ?? 0] ?? 0) + 0.5)));
  const slope = Math.min(0.02, Math.max(-0.02, robustSlope(logs)));
  const middle = learnt / 2;
  return (hour) => Math.exp((slope * (Math.min(hour, learnt + 14 * 24) - middle)) / 24);
}

/** The quiet hours of the week: those with next to nothing in what was learnt. All hours of an account without a rhythm are loud. */
export function quietSlots(series: Float64Array, slots: Uint8Array, learnt: number): Uint8Array {
  const active = new Float64Array(168);
  const seen = new Float64Array(168);
  let total = 0;
  for (let i = 0; i < learnt; i++) {
    const slot = slots[i] ?? 0;
    seen[slot] = (seen[slot] ?? 0) + 1;
    if ((series[i] ?? 0) > 0) {
      active[slot] = (active[slot] ?? 0) + 1;
      total++;
    }
  }
  const share = total / Math.max(1, learnt);
  // With fewer uses than one in four hours, an hour without one says nothing.
  if (share < 0.1) return new Uint8Array(168);
  return Uint8Array.from({ length: 168 }, (_, slot) => {
    // The neighbours of the same kind of day are looked at too: one hour in eight weeks is little to go by.
    const day = Math.floor(slot / 24);
    const like = day < 5 ? [0, 1, 2, 3, 4] : [5, 6];
    const slotsAlike = like.map((other) => other * 24 + (slot % 24));
    const mean =
      slotsAlike.reduce((sum, other) => sum + (active[other] ?? 0), 0) /
      Math.max(
        1,
        slotsAlike.reduce((sum, other) => sum + (seen[other] ?? 0), 0),
      );
    const own = (active[slot] ?? 0) / Math.max(1, seen[slot] ?? 0);
    return mean < 0.08 && own <= 0.25 && mean < share / 3 ? 1 : 0;
  });
}

/** Zones that change their clocks alike, by hours east of Greenwich in winter; the first list never changes them. */
const CLOCKS: readonly (readonly (readonly [zone: string, offset: number])[])[] = [
  Array.from({ length: 24 }, (_, index) => {
    const offset = index - 11;
    return [offset === 0 ? "UTC" : `Etc/GMT${offset > 0 ? "-" : "+"}${Math.abs(offset)}`, offset] as const;
  }),
  [
    ["Europe/London", 0],
    ["Europe/Berlin", 1],
    ["Europe/Athens", 2],
  ],
  [
    ["America/Halifax", -4],
    ["America/New_York", -5],
    ["America/Chicago", -6],
    ["America/Denver", -7],
    ["America/Los_Angeles", -8],
  ],
  [["Australia/Sydney", 10]],
  [["Pacific/Auckland", 12]],
];

/**
 * The time zone that the rhythm of the records fits best. By whose rule its clocks change is told by how sharp the week's rhythm is
 * then; which zone of that rule, by the quietest six hours, which are taken for 0:00 to 6:00. UTC for an account without a rhythm.
 */
export function zoneByRhythm(series: Float64Array, from: number, learnt: number): string {
  const quiet = quietestHour(series, from, learnt);
  const [fixed = [], ...changing] = CLOCKS;
  const blur = (zones: (typeof CLOCKS)[number]): number => blurOf(series, slotsOfWeek(from, from + learnt, zones[0]?.[0] ?? "UTC"), learnt);
  const plain = blur(fixed.slice(11, 12));
  const best = changing.map((zones) => ({ zones, blur: blur(zones) })).toSorted((a, b) => a.blur - b.blur)[0];
  // A rule must earn its place: without a change of clocks in the records all fit alike.
  const zones = best !== undefined && best.blur < plain * 0.97 ? best.zones : fixed;
  if (quiet === undefined) return zones === fixed ? "UTC" : (zones[0]?.[0] ?? "UTC");
  const wanted = quiet <= 12 ? -quiet : 24 - quiet;
  const distance = ([, offset]: readonly [string, number]): number => Math.min(Math.abs(offset - wanted), 24 - Math.abs(offset - wanted));
  return zones.toSorted((a, b) => distance(a) - distance(b))[0]?.[0] ?? "UTC";
}

/** How far the hours are from the mean of their hour of the week. */
function blurOf(series: Float64Array, slots: Uint8Array, learnt: number): number {
  const sums = new Float64Array(168);
  const seen = new Float64Array(168);
  const root = (i: number): number => Math.sqrt(series[i] ?? 0);
  for (let i = 0; i < learnt; i++) {
    const slot = slots[i] ?? 0;
    sums[slot] = (sums[slot] ?? 0) + root(i);
    seen[slot] = (seen[slot] ?? 0) + 1;
  }
  let blur = 0;
  for (let i = 0; i < learnt; i++) blur += (root(i) - (sums[slots[i] ?? 0] ?? 0) / (seen[slots[i] ?? 0] ?? 1)) ** 2;
  return blur;
}

/** Hour in UTC at which the quietest six hours begin; undefined when they are hardly quieter than others. */
function quietestHour(series: Float64Array, from: number, learnt: number): number | undefined {
  const byHour = new Float64Array(24);
  for (let i = 0; i < learnt; i++) {
    const hour = (((from + i) % 24) + 24) % 24;
    byHour[hour] = (byHour[hour] ?? 0) + (series[i] ?? 0);
  }
  const total = byHour.reduce((sum, count) => sum + count, 0);
  let best = 0;
  let least = Infinity;
  for (let start = 0; start < 24; start++) {
    let sum = 0;
    for (let i = 0; i < 6; i++) sum += byHour[(start + i) % 24] ?? 0;
    if (sum < least) [best, least] = [start, sum];
  }
  return total === 0 || least > total * 0.12 ? undefined : best;
}

/** Residuals whose spread does not grow with the level: Anscombe's form of a Poisson residual, over `window` hours that end at each hour. */
export function residuals(series: Float64Array, expected: Float64Array, window: number): Float64Array {
  const out = new Float64Array(series.length);
  let real = 0;
  let told = 0;
  for (let i = 0; i < series.length; i++) {
    real += series[i] ?? 0;
    told += expected[i] ?? 0;
    if (i >= window) {
      real -= series[i - window] ?? 0;
      told -= expected[i - window] ?? 0;
    }
    out[i] = 2 * (Math.sqrt(Math.max(0, real) + 0.375) - Math.sqrt(Math.max(0, told) + 0.375));
  }
  return out;
}

/** The largest residual that the account itself produced, and the spread of all: both tell how far it strays without a thief. */
export function ownStraying(values: Float64Array, learnt: number, warmUp = 24): { readonly scale: number; readonly largest: number } {
  const own = values.subarray(Math.min(warmUp, learnt), learnt);
  const scale = Math.max(1, (quantile(own, 0.95) - quantile(own, 0.5)) / 1.645, 1.4826 * median(own.map(Math.abs)));
  return { scale, largest: own.reduce((most, value) => Math.max(most, value), 0) };
}
