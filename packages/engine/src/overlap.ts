import type { Match } from "@stanch/model";
import type { CompiledSet } from "./compile.ts";
import { isSample } from "./rule-match.ts";

/**
 * One span of bytes is one secret: of matches that overlap the most telling one stays, and says what else they were read
 * as. A sample gives way to whatever is none. A detector gives way to those it names in `yieldsTo`, a generic one to every other; then confidence decides, then
 * length. `matches` ascend by start; so does the result.
 */
export function resolveOverlaps(matches: Match[], set: CompiledSet): Match[] {
  if (matches.length < 2) return matches;
  const kept: Match[] = [];
  for (const match of matches) {
    const rivals = overlapping(kept, match);
    const stronger = rivals.find((at) => !beats(match, known(kept[at]), set));
    if (stronger !== undefined) {
      kept[stronger] = alsoReadAs(known(kept[stronger]), [match], set);
      continue;
    }
    const beaten = rivals.map((at) => known(kept[at]));
    // Descending: what is taken out moves nothing that is still to go.
    for (const at of rivals) kept.splice(at, 1);
    kept.push(beaten.length === 0 ? match : alsoReadAs(match, beaten, set));
  }
  return kept;
}

/** Places in `kept` of those that share bytes with the match, the last first. */
function overlapping(kept: readonly Match[], { start }: Match): number[] {
  const places: number[] = [];
  for (let i = kept.length - 1; i >= 0; i--) {
    const other = kept[i];
    if (other === undefined) break;
    // A long match may reach over many: only those that end before this one starts are out of question.
    if (other.end > start) places.push(i);
    else if (start - other.start > 70_000) break;
  }
  return places;
}

const ALSO = "also read as ";
const MOST_NAMED = 3;

/**
 * The match with the kinds of the beaten ones as evidence. Generic kinds say nothing new: they are tried on every value.
 */
function alsoReadAs(match: Match, beaten: readonly Match[], set: CompiledSet): Match {
  const own = set.detectors[match.detector];
  const titles = beaten.flatMap((other) => {
    const detector = set.detectors[other.detector];
    const isTold = detector !== undefined && detector !== own && detector.category !== "generic";
    return [...(isTold ? [`${ALSO}${detector.title}`] : []), ...other.evidence.filter((text) => text.startsWith(ALSO))];
  });
  const room = MOST_NAMED - match.evidence.filter((text) => text.startsWith(ALSO)).length;
  const fresh = [...new Set(titles)].filter((text) => !match.evidence.includes(text) && text !== `${ALSO}${own?.title ?? ""}`);
  return fresh.length === 0 || room <= 0 ? match : { ...match, evidence: [...match.evidence, ...fresh.slice(0, room)] };
}

function known(match: Match | undefined): Match {
  if (match === undefined) throw new RangeError("no such match");
  return match;
}

function beats(a: Match, b: Match, set: CompiledSet): boolean {
  if (isSample(a) !== isSample(b)) return isSample(b);
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
