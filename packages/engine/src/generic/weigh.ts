import type { Candidate } from "./assigned-secret.ts";
import { type Told, counterfactual, explain } from "./explain.ts";
import { facts } from "./facts.ts";
import { features } from "./features.ts";
import { probabilityOf, treesLogit, weightOf } from "./forest.ts";
import { SPELLED_OUT, SPELLED_OUT_DOUBT, isSpelledOut } from "./spelled-out.ts";
import { STRONG_BITS, WEAK_DOUBT, WEAK_SHARE } from "./weak.ts";

/** Candidates below this are not shown even to an audit: one in three of them would be a secret. */
const LEAST = 0.38;

/**
 * Log-odds that the trees hardly ever add: of 12,400 candidates of labelled and clean code none needed more to be shown, and
 * two thirds are dropped before their features are read.
 */
const MOST_OF_TREES = 2.5;

export interface Weighed {
  readonly confidence: number;
  readonly evidence: readonly string[];
  readonly doubts: readonly string[];
}

/** Judges a candidate; undefined when it is most likely no secret. Evidence and doubts come strongest first. */
export function weigh(candidate: Candidate): Weighed | undefined {
  const known = facts(candidate);
  let odds = 0;
  for (const fact of known) odds += weightOf(fact);
  if (probabilityOf(odds + MOST_OF_TREES) < LEAST) return undefined;
  const seen = features(candidate);
  odds += treesLogit(seen);
  if (probabilityOf(odds) < LEAST) return undefined;
  const isWeak = candidate.shape.bits < STRONG_BITS;
  const told: Told[] = explain(known, seen);
  // Audits still show it.
  if (candidate.key.kind === "password" && isSpelledOut(candidate.value)) {
    odds -= SPELLED_OUT;
    told.unshift([-SPELLED_OUT, SPELLED_OUT_DOUBT]);
  }
  const probability = probabilityOf(odds);
  const evidence = told.filter(([weight]) => weight > 0).map(([, sentence]) => sentence);
  const doubts = told.filter(([weight]) => weight < 0).map(([, sentence]) => sentence);
  if (isWeak) doubts.unshift(WEAK_DOUBT);
  doubts.push(counterfactual(told, odds, isWeak));
  return { confidence: Math.round((isWeak ? probability * WEAK_SHARE : probability) * 100) / 100, evidence, doubts };
}
