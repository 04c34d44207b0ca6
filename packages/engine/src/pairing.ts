import type { Companion, Match } from "@stanch/model";
import type { Text } from "./rule-match.ts";

type Global = Companion & { readonly global: RegExp };
interface Candidate {
  readonly at: number;
  readonly value: string;
}

/**
 * The companion nearest to a secret that starts and ends there, or undefined. Of two equally near the first counts.
 */
export function nearest(companion: Global, text: Text, { start, end }: { start: number; end: number }): string | undefined {
  let best: string | undefined;
  let distance = Infinity;
  for (const { at, length, value } of candidates(companion, text, start, end)) {
    const gap = at >= end ? at - end : start - (at + length);
    if (gap < 0 || gap >= distance) continue;
    distance = gap;
    best = value;
  }
  return best;
}

/**
 * `id secret id secret`: the nearest id of the first secret may well be the second's. Where two secrets would share one,
 * all of their group take the one before them if that gives each its own, or else the one after; never every combination.
 * `matches` are those of one rule, ascending; their companions are the nearest ones.
 */
export function pairInOrder(companions: readonly Global[], text: Text, matches: Match[]): Match[] {
  if (matches.length < 2 || companions.length === 0) return matches;
  let paired = matches;
  for (const companion of companions) paired = groups(companion, paired).flatMap((group) => paired1(companion, text, group));
  return paired;
}

/** Secrets so far apart that none can share a companion with one of another group. */
function groups({ withinBytes }: Global, matches: readonly Match[]): Match[][] {
  const out: Match[][] = [];
  let last = -Infinity;
  for (const match of matches) {
    if (match.start - last > 2 * withinBytes) out.push([]);
    out.at(-1)?.push(match);
    last = match.end;
  }
  return out;
}

function paired1(companion: Global, text: Text, group: Match[]): Match[] {
  const named = group.filter(({ companions }) => companions[companion.name] !== undefined);
  if (new Set(named.map(({ companions }) => companions[companion.name])).size === named.length) return group;
  for (const side of ["before", "after"] as const) {
    const chosen = new Map<Match, Candidate>();
    for (const match of named) {
      const found = onSide(side, companion, text, group, match);
      if (found !== undefined) chosen.set(match, found);
    }
    if (chosen.size < named.length || new Set([...chosen.values()].map(({ at }) => at)).size < chosen.size) continue;
    return group.map((match) => {
      const own = chosen.get(match);
      return own === undefined ? match : { ...match, companions: { ...match.companions, [companion.name]: own.value } };
    });
  }
  return group;
}

/** The nearest candidate on one side with no other secret between. */
function onSide(
  side: "before" | "after",
  companion: Global,
  text: Text,
  group: readonly Match[],
  { start, end }: Match,
): Candidate | undefined {
  const before = Math.max(-1, ...group.filter((other) => other.end <= start).map((other) => other.end));
  const after = Math.min(Infinity, ...group.filter((other) => other.start >= end).map((other) => other.start));
  let best: Candidate | undefined;
  for (const { at, length, value } of candidates(companion, text, start, end)) {
    if (side === "before" && at >= before && at + length <= start) best = { at, value };
    if (side === "after" && at >= end && at + length <= after) best ??= { at, value };
  }
  return best;
}

/** Everything within reach that the companion's expression matches, ascending. */
function* candidates(
  { global, withinBytes }: Global,
  text: Text,
  start: number,
  end: number,
): Generator<{ at: number; length: number; value: string }> {
  const from = Math.max(0, start - withinBytes);
  const slice = text.slice(from, Math.min(text.length, end + withinBytes));
  global.lastIndex = 0;
  for (let found = global.exec(slice); found !== null; found = global.exec(slice)) {
    if (found[0] === "") global.lastIndex++;
    else yield { at: from + found.index, length: found[0].length, value: found.groups?.["value"] ?? found[0] };
  }
}
