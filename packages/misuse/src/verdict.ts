import type { Verdict } from "./judgement.ts";
import type { Found } from "./signals/signal.ts";

/** Signals further apart than this are not taken for one event. */
const APART_MS = 12 * 3_600_000;

/**
 * `misused`: the secret worked after its revocation, or two strong signals of different families fall together. `suspicious`: one
 * strong signal, or two notable ones of different families that fall together. Nothing makes it safe.
 */
export function verdictOf(signals: readonly Found[], records: number): { readonly verdict: Verdict; readonly because: string } {
  const decisive = signals.find(({ level }) => level === "decisive");
  if (decisive !== undefined) return { verdict: "misused", because: decisive.sentence };
  const strong = signals.filter(({ level }) => level === "strong");
  const pair = pairOf(strong);
  if (pair !== undefined)
    return { verdict: "misused", because: `Two strong signals of different kinds fall together: ${pair[0].kind} and ${pair[1].kind}.` };
  const [first] = strong;
  if (first !== undefined) return { verdict: "suspicious", because: first.sentence };
  const weak = pairOf(signals.filter(({ level }) => level === "notable"));
  if (weak !== undefined)
    return { verdict: "suspicious", because: `Two signals that are weak alone fall together: ${weak[0].kind} and ${weak[1].kind}.` };
  const noted = signals.filter(({ level }) => level === "notable").length;
  if (records === 0) return { verdict: "no sign in the records read", because: "There was no record since the leak to judge." };
  return {
    verdict: "no sign in the records read",
    because: noted > 0 ? "What was noted is too weak alone to raise suspicion." : "Nothing stands out from the account's own ways.",
  };
}

function pairOf(signals: readonly Found[]): readonly [Found, Found] | undefined {
  for (const [index, one] of signals.entries())
    for (const other of signals.slice(index + 1))
      if (one.family !== other.family && one.from <= other.until + APART_MS && other.from <= one.until + APART_MS) return [one, other];
  return undefined;
}
