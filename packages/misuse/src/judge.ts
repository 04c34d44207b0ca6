import { AppError, type EvidenceGap, type UseRecord } from "@stanch/model";
import { setImmediate } from "node:timers/promises";
import type { JudgeContext } from "./context.ts";
import { DAY_MS, HOUR_MS } from "./hours.ts";
import type { Judgement, Signal } from "./judgement.ts";
import { expectationOf, zoneByRhythm } from "./seasons.ts";
import { type Found, type Ground, iso, plural, shownRecord, told } from "./signals/signal.ts";
import { afterRevocation, changedConfiguration, destinations, newOperations } from "./signals/what.ts";
import { type Span, busyNights, oddHours, spanOf, spikes } from "./signals/when.ts";
import { impossibleTravel, newcomers, outsideAllowList } from "./signals/who.ts";
import { Tally } from "./tally.ts";
import { verdictOf } from "./verdict.ts";

/** Without the time of the leak so many days are judged against what was before them. */
const JUDGED_DAYS = 14;
const SHORT_BASELINE_DAYS = 14;
const MOST_HOURS_SHOWN = 24 * 35;
const ORDER = { decisive: 0, strong: 1, notable: 2, context: 3 } as const;
/** Within a level: who and what before how much and when. */
const FAMILIES = ["after", "who", "what", "how-much", "when"];

export type Records = AsyncIterable<UseRecord | readonly UseRecord[]> | Iterable<UseRecord | readonly UseRecord[]>;

/**
 * Judges the records of one credential, in any order, read once: memory does not grow with their number. Batches (arrays) are read
 * faster than single records. Throws CONFIG_INVALID for an allow list or time zone of no known form.
 */
export async function judge(records: Records, context: JudgeContext): Promise<Judgement> {
  checkZone(context.timeZone);
  const leakedAt = context.leakedAt ?? (context.until ?? Date.now()) - JUDGED_DAYS * DAY_MS;
  const tally = new Tally(context, leakedAt);
  let sinceRest = 0;
  for await (const item of records) {
    if (!isBatch(item)) tally.add(item);
    else {
      for (const record of item) tally.add(record);
      // A server that judges still answers others.
      if ((sinceRest += item.length) < 200_000) continue;
      sinceRest = 0;
      await setImmediate();
    }
  }
  return concluded(tally, context);
}

function isBatch(item: UseRecord | readonly UseRecord[]): item is readonly UseRecord[] {
  return Array.isArray(item);
}

function concluded(tally: Tally, context: JudgeContext): Judgement {
  const { leakedAt } = tally;
  const start = context.from ?? (tally.records === 0 ? leakedAt : tally.first);
  const end = tally.records === 0 ? leakedAt : tally.last;
  const timeZone = context.timeZone ?? foundZone(tally, start, end);
  const ground: Ground = {
    tally,
    context,
    start,
    end,
    timeZone,
    daysBefore: Math.max(0, (leakedAt - start) / DAY_MS),
    daysAfter: Math.max(0, (end - leakedAt) / DAY_MS),
  };
  const span = spanOf(ground);
  const signals = signalsOf(ground, span);
  const { verdict, because } = verdictOf(signals, tally.last >= leakedAt ? tally.records : 0);
  return {
    version: 1,
    verdict,
    because,
    read: {
      records: tally.records,
      leftOut: tally.leftOut,
      sources: Object.fromEntries(tally.sources),
      from: tally.records === 0 ? null : iso(tally.first),
      until: tally.records === 0 ? null : iso(tally.last),
    },
    leakedAt: iso(leakedAt),
    revokedAt: context.revokedAt === undefined ? null : iso(context.revokedAt),
    timeZone,
    isTimeZoneFound: context.timeZone === undefined,
    currency: context.currency ?? null,
    signals: signals.map(shownSignal),
    missing: [...(context.gaps ?? []), ...gapsOf(ground)].map(({ what, from, until }) => ({
      what,
      ...(from === undefined ? {} : { from: iso(from) }),
      ...(until === undefined ? {} : { until: iso(until) }),
    })),
    facts: (context.facts ?? []).map(({ what, time, address }) => ({
      what,
      ...(time === undefined ? {} : { at: iso(time) }),
      ...(address === undefined ? {} : { address }),
    })),
    ...pictures(ground, span),
    spikes: signals
      .filter(({ kind }) => kind === "spike")
      .map(({ of, from, until, number, baseline }) => ({ of, from: iso(from), until: iso(until), count: number, expected: baseline })),
    totals: totalsOf(tally),
  };
}

function signalsOf(ground: Ground, span: Span): readonly Found[] {
  return [
    ...afterRevocation(ground),
    ...outsideAllowList(ground),
    ...newcomers(ground),
    ...impossibleTravel(ground),
    ...changedConfiguration(ground),
    ...newOperations(ground),
    ...destinations(ground),
    ...spikes(ground, span),
    ...oddHours(ground, span),
    ...busyNights(ground, span),
  ].toSorted((a, b) => ORDER[a.level] - ORDER[b.level] || FAMILIES.indexOf(a.family) - FAMILIES.indexOf(b.family));
}

function shownSignal({ from, until, records, ...rest }: Found): Signal {
  return { ...rest, from: iso(from), until: iso(until), records: { count: records.count, samples: records.samples.map(shownRecord) } };
}

function foundZone(tally: Tally, start: number, end: number): string {
  const from = Math.floor(start / HOUR_MS);
  const series = tally.all.series("count", from, Math.floor(end / HOUR_MS) + 1);
  return zoneByRhythm(series, from, Math.max(0, Math.min(series.length, Math.floor(tally.leakedAt / HOUR_MS) - from)));
}

/** What nobody can know from these records, said each time: a verdict without it would be taken for more than it is. */
function gapsOf({ tally, context, daysBefore }: Ground): readonly EvidenceGap[] {
  const gaps: EvidenceGap[] = [];
  const say = (isSo: boolean, what: string, span: Omit<EvidenceGap, "what"> = {}): void => void (isSo && gaps.push({ what, ...span }));
  const share = (count: number): string => `${told((count / Math.max(1, tally.records)) * 100)} %`;
  say(
    context.leakedAt === undefined,
    `The time of the leak was not given: the last ${JUDGED_DAYS} days are judged against what was before.`,
  );
  say(tally.records === 0, "No record was read.");
  if (tally.records > 0) {
    say(tally.last < tally.leakedAt, "No record is from after the leak.", { from: tally.leakedAt });
    say(
      daysBefore < SHORT_BASELINE_DAYS,
      daysBefore < 2
        ? "There are fewer than two days of records from before the leak: rhythm, spikes and odd hours were not judged."
        : `There are only ${plural(Math.floor(daysBefore), "day")} of records from before the leak: the account's own ways are hardly known, and the bounds for spikes are wider.`,
    );
    say(context.from !== undefined && tally.first > context.from + DAY_MS, "No record is from the begin of the span asked for.", {
      ...(context.from === undefined ? {} : { from: context.from }),
      until: tally.first,
    });
    say(
      tally.withAddress < tally.records * 0.95,
      `Only ${share(tally.withAddress)} of the records name an address: the others could have come from anywhere.`,
    );
    say(
      context.networkOf === undefined && tally.withAddress > 0,
      "No database of networks was given: an address stands for its neighbourhood (/24, /48), and countries and travel were not judged.",
    );
    say(tally.withCost === 0, "No record carries a cost.");
    const full = [tally.addresses, tally.around, tally.agents, tally.actions].some((values) => values.left > 0) || tally.all.left > 0;
    say(full, "There were more different values or hours than are held: the rarest were left out.");
  }
  say(context.allow === undefined || context.allow.length === 0, "No list of the owner's addresses was given.");
  return gaps;
}

function pictures({ tally, start, end }: Ground, { from, until, learnt, slots }: Span): Pick<Judgement, "timeline" | "heatMap"> {
  const counts = tally.all.series("count", from, until);
  const costs = tally.all.series("cost", from, until);
  const { expected } = expectationOf(counts, slots, learnt);
  const empty = tally.records === 0 || end < start;
  const hours = empty ? 0 : counts.length;
  const point = (first: number, width: number) => {
    const sum = (values: Float64Array): number => round(values.subarray(first, first + width).reduce((all, value) => all + value, 0));
    return { at: iso((from + first) * HOUR_MS), count: sum(counts), cost: sum(costs), expected: sum(expected), isJudged: first >= learnt };
  };
  const firstShown = Math.max(0, Math.max(hours - MOST_HOURS_SHOWN, learnt - 24 * 7));
  const heat = (low: number, high: number): number[][] => {
    const week = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
    const weeks = Math.max(1, (high - low) / 168);
    for (let i = low; i < high; i++) {
      const slot = slots[i] ?? 0;
      const day = week[Math.floor(slot / 24)];
      if (day !== undefined) day[slot % 24] = (day[slot % 24] ?? 0) + (counts[i] ?? 0) / weeks;
    }
    return week.map((day) => day.map(round));
  };
  return {
    timeline: {
      days: Array.from({ length: Math.ceil(hours / 24) }, (_, day) => point(day * 24, 24)).slice(-400),
      hours: Array.from({ length: Math.max(0, hours - firstShown) }, (_, i) => point(firstShown + i, 1)).slice(0, MOST_HOURS_SHOWN),
    },
    heatMap: { before: heat(0, Math.min(learnt, hours)), after: heat(Math.min(learnt, hours), hours) },
  };
}

const round = (value: number): number => Math.round(value * 1000) / 1000;

function totalsOf(tally: Tally): Judgement["totals"] {
  let after = 0;
  for (const value of tally.actions.map.values()) after += value.after;
  return {
    before: { records: tally.records - after, cost: round(tally.costBefore) },
    after: { records: after, cost: round(tally.costAfter) },
  };
}

function checkZone(timeZone: string | undefined): void {
  if (timeZone === undefined) return;
  try {
    new Intl.DateTimeFormat("en-GB", { timeZone });
  } catch (error) {
    throw new AppError("CONFIG_INVALID", {
      what: "No such time zone",
      where: timeZone.slice(0, 60),
      next: "Give an IANA name such as Europe/Berlin, or leave it out: it is found from the rhythm.",
      cause: error,
    });
  }
}
