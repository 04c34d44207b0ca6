import type { Match } from "@stanch/model";
import type { CompiledSet } from "./compile.ts";

/**
 * One span of bytes is one secret: of matches that overlap the most telling one stays. A detector gives way to those it
 * names in `yieldsTo`, a generic one to every other; then confidence decides, then severity, then length.
 * `matches` ascend by start; so does the result.
 */
export function resolveOverlaps(matches: Match[], set: CompiledSet): Match[] {
  if (matches.length < 2) return matches;
  const kept: Match[] = [];
  for (const match of matches) {
    let wins = true;
    for (let i = kept.length - 1; i >= 0 && wins; i--) {
      const other = kept[i];
      // A long match may reach over many: only those that end before this one starts are out of question.
      if (other === undefined || other.end <= match.start) {
        if (other !== undefined && match.start - other.start > 70_000) break;
        continue;
      }
      if (beats(match, other, set)) kept.splice(i, 1);
      else wins = false;
    }
    if (wins) kept.push(match);
  }
  return kept;
}

function beats(a: Match, b: Match, set: CompiledSet): boolean {
  const one = set.detectors[a.detector];
  const two = set.detectors[b.detector];
  if (one === undefined || two === undefined || one === two)
    return a.confidence > b.confidence || (a.confidence === b.confidence && a.end - a.start > b.end - b.start);
  if (one.yieldsTo?.includes(two.id) === true) return false;
  if (two.yieldsTo?.includes(one.id) === true) return true;
  if ((one.category === "generic") !== (two.category === "generic")) return two.category === "generic";
  if ((one.provider === "generic") !== (two.provider === "generic")) return two.provider === "generic";
  if (a.confidence !== b.confidence) return a.confidence > b.confidence;
  return a.end - a.start > b.end - b.start;
}
