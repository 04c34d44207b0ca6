import { HOUR_MS } from "../hours.ts";
import { distanceKm } from "../networks.ts";
import { poissonTail } from "../statistics.ts";
import type { Place } from "../tally.ts";
import type { Value, Values } from "../values.ts";
import { type Found, type Ground, burstOf, iso, listed, noveltyPerMonth, plural, told, together } from "./signal.ts";

/** An account that meets a stranger of its own accord at most so often a month is asked about each. */
const RARE_PER_MONTH = 1.6;

/** Calls from elsewhere than the owner said. */
export function outsideAllowList({ tally, context }: Ground): Found[] {
  const { outside } = tally;
  if (outside.count === 0) return [];
  const entries = context.allow?.length ?? 0;
  return [
    {
      kind: "outside-allow-list",
      family: "who",
      level: "strong",
      of: listed([...new Set(outside.samples.map(({ address }) => address ?? ""))]),
      number: outside.count,
      unit: "records",
      baseline: 0,
      baselineIs: `what the allow list of ${plural(entries, "entry", "entries")} leaves open`,
      from: outside.first,
      until: outside.last,
      sentence: `${plural(outside.count, "use")} since the leak came from addresses outside the allow list.`,
      records: outside,
    },
  ];
}

/** Networks, countries and programs that were never seen before the leak. */
export function newcomers(ground: Ground): Found[] {
  const { tally } = ground;
  if (tally.addresses.map.size > 0 && ground.daysBefore < 1) return [];
  return [
    ...strangers(ground, tally.around, { kind: "new-network", noun: "network", strength: "strong" }),
    ...strangers(ground, tally.countries, { kind: "new-country", noun: "country", nouns: "countries", strength: "strong" }),
    ...newAddresses(ground),
    ...strangers(ground, tally.agents, { kind: "new-agent", noun: "kind of program", nouns: "kinds of program", strength: "notable" }),
    ...strangePairs(ground),
  ];
}

/** A program never seen, from a network never seen: where networks change all the time, this still does not happen by itself. */
function strangePairs(ground: Ground): Found[] {
  const { tally } = ground;
  const isFresh = (values: Values, key: string): boolean => values.map.get(key)?.before === 0;
  const fresh = tally.pairs.fresh().filter(({ key }) => {
    const [network = "", agent = ""] = key.split("\n");
    return isFresh(tally.around, network) && isFresh(tally.agents, agent);
  });
  // A program that is the owner's soon runs everywhere; a network that is the owner's soon runs the known programs.
  const apart = fresh.filter(({ key }) => {
    const agent = key.split("\n")[1] ?? "";
    return (
      !tally.pairs.fresh().some((other) => other.key.endsWith(`\n${agent}`) && !fresh.includes(other)) &&
      !isAtHome(tally.pairs, agent, tally.around)
    );
  });
  if (apart.length === 0) return [];
  const names = apart.map(({ key }) => key.split("\n").toReversed().join(" from "));
  return [
    {
      kind: "new-agent",
      family: "who",
      level: apart.length <= 3 || ground.daysBefore < 14 ? "strong" : "notable",
      of: listed(names),
      number: apart.length,
      unit: "programs with their network",
      baseline: 0,
      baselineIs: "such pairs before the leak",
      ...together(apart),
      sentence: `A kind of program never seen before the leak called from a network never seen before it, and from no other: ${listed(names)}.`,
    },
  ];
}

function isAtHome(pairs: Values, agent: string, around: Values): boolean {
  return [...pairs.map.values()].some(
    ({ key }) => key.endsWith(`\n${agent}`) && (around.map.get(key.slice(0, key.indexOf("\n")))?.before ?? 0) > 0,
  );
}

interface Stranger {
  readonly kind: "new-network" | "new-country" | "new-agent";
  readonly noun: string;
  readonly nouns?: string;
  readonly strength: "strong" | "notable";
}

function strangers(ground: Ground, values: Values, { kind, noun, nouns, strength }: Stranger): Found[] {
  const fresh = values.fresh();
  if (fresh.length === 0) return [];
  // Where nothing was seen before (an older log without that field), everything would be new.
  if (![...values.map.values()].some((value) => value.before > 0)) return [];
  const perMonth = noveltyPerMonth(values, ground);
  const burst = burstOf(fresh);
  const level = levelOf(fresh, burst, perMonth, ground, strength);
  const shown = level === "strong" && perMonth > RARE_PER_MONTH && burst.length > 1 ? burst : fresh;
  const accepted = shown.filter((value) => value.refusedAfter < value.after).length;
  const first = shown[0];
  return [
    {
      kind,
      family: "who",
      // A door that nobody opened: an attempt, not a use.
      level: accepted === 0 && level === "strong" ? "notable" : level,
      of: listed(shown.map((value) => value.key)),
      number: shown.length,
      unit: nouns ?? `${noun}s`,
      baseline: perMonth,
      baselineIs: `new ${nouns ?? `${noun}s`} a month before the leak`,
      ...together(shown),
      sentence: `${plural(shown.length, noun, nouns ?? `${noun}s`)} never seen before the leak used it: ${listed(shown.map((value) => value.key))}${first === undefined ? "" : `, first at ${iso(first.firstAfter)}`}. By itself the account met ${told(perMonth)} new a month${accepted === 0 ? "; all of their attempts were refused" : ""}.`,
    },
  ];
}

function levelOf(
  fresh: readonly Value[],
  burst: readonly Value[],
  perMonth: number,
  { daysAfter }: Ground,
  strength: "strong" | "notable",
): "strong" | "notable" | "context" {
  if (perMonth <= (strength === "strong" ? RARE_PER_MONTH : 1.5 * RARE_PER_MONTH)) return strength;
  // Deployments bring new networks in bunches: the surprise is looked for in a day and in the whole time, against thrice the own rate.
  const perDay = perMonth / 30;
  if (burst.length >= 4 && poissonTail(burst.length, Math.max(0.5, perDay * 3)) < 1e-4) return strength;
  if (fresh.length >= 4 && poissonTail(fresh.length, Math.max(1, perDay * daysAfter * 2)) < 1e-4) return strength;
  return fresh.some((value) => value.configuredAfter > 0) ? "notable" : "context";
}

/** Many new addresses within networks that are known, as behind a provider of proxies. */
function newAddresses(ground: Ground): Found[] {
  const { tally } = ground;
  const fresh = tally.addresses.fresh();
  const burst = burstOf(fresh.slice(0, 5000));
  const perDay = tally.addresses.noveltyPerDay(ground.start);
  if (burst.length < 8 || poissonTail(burst.length, Math.max(1, perDay * 4)) > 1e-6) return [];
  return [
    {
      kind: "new-address",
      family: "who",
      level: "notable",
      of: listed(burst.map((value) => value.key)),
      number: burst.length,
      unit: "addresses in a day",
      baseline: perDay,
      baselineIs: "new addresses a day before the leak",
      ...together(burst),
      sentence: `${plural(burst.length, "address", "addresses")} never seen before appeared within a day; by itself the account met ${told(perDay)} a day.`,
    },
  ];
}

/** Faster than an airliner, with what a database's idea of a place is off by. */
const FASTEST_KMH = 1000;
const UNSURE_KM = 500;

/** A place that is new to the account is used too soon before or after another one for anybody to have travelled. */
export function impossibleTravel({ tally }: Ground): Found[] {
  const places = [...tally.places.values()];
  const known = places.filter((place) => place.before > 0);
  let best: { place: Place; other: Place; speed: number; at: number; km: number } | undefined;
  let count = 0;
  for (const place of places.filter((one) => one.before === 0 && one.after > 0).slice(0, 200))
    for (const other of known) {
      const km = distanceKm(place, other);
      if (km < UNSURE_KM) continue;
      const meeting = fastest(place, other, km - UNSURE_KM / 2, tally.leakedAt);
      if (meeting.speed < FASTEST_KMH) continue;
      count += place.after;
      if (best === undefined || meeting.speed > best.speed) best = { place, other, km, ...meeting };
      break;
    }
  if (best === undefined) return [];
  const { place, other, speed, at, km } = best;
  return [
    {
      kind: "impossible-travel",
      family: "who",
      level: "strong",
      of: `${other.name} to ${place.name}`,
      number: Math.min(99_999, speed),
      unit: "km/h",
      baseline: FASTEST_KMH,
      baselineIs: "km/h, faster than an airliner",
      from: at,
      until: at,
      sentence: `It was used in ${place.name}, new to the account, and in ${other.name}, ${told(km)} km away, so close in time that it would take ${speed > 99_999 ? "no time at all" : `${told(speed)} km/h`}.`,
      records: { count, samples: place.samples },
    },
  ];
}

/** Between uses at both places in the same hour or its neighbours. */
function fastest(a: Place, b: Place, km: number, leakedAt: number): { speed: number; at: number } {
  let best = { speed: 0, at: 0 };
  for (const [hour, span] of a.hours) {
    if (span[1] < leakedAt) continue;
    for (let near = hour - 3; near <= hour + 3; near++) {
      const other = b.hours.get(near);
      if (other === undefined) continue;
      const gap = Math.max(0, other[0] - span[1], span[0] - other[1]);
      const speed = km / Math.max(gap / HOUR_MS, 1 / 3600);
      if (speed > best.speed) best = { speed, at: span[0] };
    }
  }
  return best;
}
