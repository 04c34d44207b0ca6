import { DAY_MS, HOUR_MS } from "../hours.ts";
import { isOftenAbused } from "../phones.ts";
import { poissonTail } from "../statistics.ts";
import { type Found, type Ground, burstOf, listed, noveltyPerMonth, plural, told, together } from "./signal.ts";

/** Operations that the credential was never used for. */
export function newOperations(ground: Ground): Found[] {
  const { tally } = ground;
  const fresh = tally.actions.fresh().filter((value) => !tally.configurations.map.has(value.key));
  if (fresh.length === 0 || ground.daysBefore < 1) return [];
  const perMonth = noveltyPerMonth(tally.actions, ground);
  const burst = burstOf(fresh);
  const surprise = poissonTail(burst.length, Math.max(0.3, (perMonth / 30) * 3));
  const isRush = (burst.length >= 3 && surprise < 0.01) || (burst.length === 2 && perMonth <= 0.6);
  const level = isRush ? "strong" : perMonth <= 2 || surprise < 0.05 ? "notable" : "context";
  const shown = burst.length >= 3 ? burst : fresh;
  return [
    {
      kind: "new-operation",
      family: "what",
      level,
      of: listed(shown.map((value) => value.key)),
      number: shown.length,
      unit: "operations",
      baseline: perMonth,
      baselineIs: "new operations a month before the leak",
      ...together(shown),
      sentence: `${plural(shown.length, "operation")} never used before the leak: ${listed(shown.map((value) => value.key))}. By itself the account began ${told(perMonth)} a month.`,
    },
  ];
}

/** Changes to how the account is set up. */
export function changedConfiguration(ground: Ground): Found[] {
  const { tally, daysBefore, daysAfter } = ground;
  const changed = [...tally.configurations.map.values()].filter((value) => value.after > 0);
  if (changed.length === 0) return [];
  const before = [...tally.configurations.map.values()].reduce((sum, value) => sum + value.before, 0);
  const after = changed.reduce((sum, value) => sum + value.after, 0);
  const perMonth = (before / Math.max(1, daysBefore)) * 30;
  const fresh = changed.filter((value) => value.before === 0);
  const byStrangers = tally.around.fresh().filter((value) => value.configuredAfter > 0);
  // Changes come in bunches: thrice the mean is still the account's own way.
  const isUnusual = poissonTail(after, Math.max(1, ((before + 0.5) / Math.max(1, daysBefore)) * daysAfter * 3)) < 1e-4;
  const isBurst = changesInARow(ground, before);
  const level =
    byStrangers.length > 0 || burstOf(fresh).length >= 2 || isUnusual || isBurst ? "strong" : fresh.length > 0 ? "notable" : "context";
  const shown = fresh.length > 0 ? fresh : changed;
  return [
    {
      kind: "changed-configuration",
      family: "what",
      level,
      of: listed(shown.map((value) => value.key)),
      number: after,
      unit: "changes",
      baseline: perMonth,
      baselineIs: "changes a month before the leak",
      ...together(shown),
      sentence: `The account's set-up was changed ${plural(after, "time")} since the leak (${listed(shown.map((value) => value.key))})${byStrangers.length > 0 ? `, from ${listed(byStrangers.map((value) => value.key))}, never seen before` : ""}; before, ${told(perMonth)} a month.`,
    },
  ];
}

/** More changes within three hours than ever before, and than chance brings together in the time since the leak. */
function changesInARow({ tally, start, end, daysBefore, daysAfter }: Ground, before: number): boolean {
  const from = Math.floor(start / HOUR_MS);
  const series = tally.configured.series("count", from, Math.floor(end / HOUR_MS) + 1);
  const learnt = Math.floor(tally.leakedAt / HOUR_MS) - from;
  const sums = series.map((count, i) => count + (series[i - 1] ?? 0) + (series[i - 2] ?? 0));
  const most = (values: Float64Array): number => values.reduce((all, value) => Math.max(all, value), 0);
  const now = most(sums.subarray(Math.max(0, learnt)));
  const perWindow = ((before + 0.5) / Math.max(1, daysBefore)) * (3 / 24);
  return now >= 2 && now > most(sums.subarray(0, Math.max(0, learnt))) && poissonTail(now, perWindow) * daysAfter * 8 < 0.03;
}

/** Countries that were called or written to for the first time, and what that cost. */
export function destinations(ground: Ground): Found[] {
  const { tally, context } = ground;
  const total = [...tally.destinations.map.values()].reduce((sum, value) => sum + value.before, 0);
  // Rarely used before counts as new: one wrong number in two months is no custom.
  const fresh = [...tally.destinations.map.values()].filter(
    (value) => value.after > 0 && (value.before === 0 || (value.before <= total * 0.0005 && value.after > value.before * 5 + 5)),
  );
  if (fresh.length === 0 || ground.daysBefore < 1) return [];
  const usual = tally.costQuantile(0.5);
  const dear = fresh.filter((value) => isDear(value.costAfter / value.after, usual) || (isOftenAbused(value.key) && value.after >= 3));
  const perMonth = noveltyPerMonth(tally.destinations, ground);
  const found: Found[] = [];
  if (dear.length > 0) {
    const cost = dear.reduce((sum, value) => sum + value.costAfter, 0);
    const count = dear.reduce((sum, value) => sum + value.after, 0);
    const aDay = tally.costBefore / Math.max(1, ground.daysBefore);
    found.push({
      kind: "costly-destination",
      family: "how-much",
      level: count >= 5 || cost > aDay ? "strong" : "notable",
      of: listed(dear.map((value) => value.key)),
      number: cost > 0 ? cost / count : count,
      unit: cost > 0 ? `${context.currency ?? "units of cost"} a record` : "records",
      baseline: usual,
      baselineIs: `${context.currency ?? "units of cost"} a record, the middle before the leak`,
      ...together(dear),
      sentence: `${plural(count, "use")} went to ${listed(dear.map((value) => value.key))}, dear or often abused destinations that were not used before${cost > 0 ? `; they cost ${told(cost)} ${context.currency ?? "in all"}, ${told(cost / count)} each, the usual is ${told(usual)}` : ""}.`,
    });
  }
  const rest = fresh.filter((value) => !dear.includes(value));
  const burst = burstOf(rest);
  if (rest.length > 0)
    found.push({
      kind: "new-destination",
      family: "how-much",
      level: burst.length >= 3 && poissonTail(burst.length, Math.max(0.3, (perMonth / 30) * 3)) < 0.001 ? "notable" : "context",
      of: listed(rest.map((value) => value.key)),
      number: rest.length,
      unit: "countries",
      baseline: perMonth,
      baselineIs: "new countries a month before the leak",
      ...together(rest),
      sentence: `${plural(rest.length, "country", "countries")} not called or written to before the leak: ${listed(rest.map((value) => value.key))}; by itself the account met ${told(perMonth)} a month.`,
    });
  return found;
}

function isDear(each: number, usual: number): boolean {
  return usual > 0 && each >= usual * 4;
}

/** What happened after the secret had stopped working, or should have. */
export function afterRevocation({ tally, context }: Ground): Found[] {
  const { revokedAt } = context;
  if (revokedAt === undefined) return [];
  const found: Found[] = [];
  const { afterRevocation: used, refusedAfterRevocation: refused } = tally;
  const at = new Date(revokedAt).toISOString();
  const common = {
    family: "after",
    baseline: 0,
    baselineIs: "uses that a dead secret has",
    unit: "records",
    of: "after revocation",
  } as const;
  if (used.count > 0)
    found.push({
      ...common,
      kind: "after-revocation",
      level: "decisive",
      number: used.count,
      from: used.first,
      until: used.last,
      sentence: `${plural(used.count, "use")} after the revocation at ${at} ${used.count === 1 ? "was" : "were"} not refused: the secret still works somewhere, or somebody holds another one.`,
      records: used,
    });
  if (refused.count > 0)
    found.push({
      ...common,
      kind: "refused-after-revocation",
      level: "notable",
      number: refused.count,
      from: refused.first,
      until: refused.last,
      sentence: `${plural(refused.count, "attempt")} with the revoked secret ${refused.count === 1 ? "was" : "were"} refused over ${told((refused.last - refused.first) / DAY_MS)} days: a forgotten program of yours, or somebody else.`,
      records: refused,
    });
  return found;
}
