import { BELIEVED, STRONG_BITS, WEAK_CHANGE } from "./generic/weak.ts";

/** What is known of a match that neither prefix nor checksum proves. */
export interface Weighing {
  readonly confidence: number;
  /** The rule's own confidence, before companions raised it. */
  readonly alone: number;
  readonly isWeak: boolean;
  readonly isHumanChosen: boolean;
  /** Names of the companions that stand near it, and of those that do not. */
  readonly near: readonly string[];
  readonly missing: readonly string[];
}

/** What alone would have changed whether a match is reported by default; in words, to follow "but". */
export function whatIf({ confidence, alone, isWeak, isHumanChosen, near, missing }: Weighing): string {
  if (isWeak) return WEAK_CHANGE;
  if (confidence < BELIEVED) {
    return missing.length > 0
      ? `would be reported by default with ${missing.join(" or ")} near it`
      : "in this place samples stand more often than secrets, so the value decides nothing: it is for audits";
  }
  if (alone < BELIEVED && near.length > 0) return `would not be reported by default without ${near.join(" and ")} near it`;
  return isHumanChosen
    ? `would not be reported by default if it were a reference such as $NAME, a word of placeholders, or below ${STRONG_BITS} bits`
    : "would not be reported with a word of placeholders in it, or without the telling word near it";
}
