import type { RotationFacts } from "@stanch/model";
import { boundOf, credentialOf } from "../credentials.ts";
import { type Manner, effect, tell } from "../effect.ts";
import type { Going, Memo } from "../memo.ts";
import type { Run } from "../ports.ts";

/** Reads what there is before anything moves a last-used stamp, and says what cannot be undone. */
export async function describeOld(run: Run, manner: Manner): Promise<Memo> {
  const seen = await effect(
    run,
    manner,
    "contain.describe",
    {
      text: "Reading the old credential's state and privileges",
      told: ({ old }) => ({ text: `${old.id} is ${old.status}`, facts: { ...old } }),
    },
    async () => {
      const { rotator, context } = await boundOf(run);
      const credential = await credentialOf(run, "old");
      return { facts: rotator.facts(credential), old: await rotator.describe(credential, context) };
    },
  );
  await tell(run, {
    key: "contain.warnings",
    step: "contain",
    text: warningsOf(seen.facts).join(" "),
    facts: { warnings: warningsOf(seen.facts) },
  });
  return {
    ...seen,
    mayBeContained: false,
    mayHaveMade: false,
    made: undefined,
    oldLives: true,
    written: [],
    updated: new Set(),
    mayBeDeactivated: false,
    isFinal: false,
  };
}

/** What a human must know before the first change: one sentence each. */
export function warningsOf(facts: RotationFacts): readonly string[] {
  return [
    ...facts.sideEffects,
    facts.overlap ? "" : "No two can be live at once: making the new one ends the old one, which cannot be undone.",
    facts.creation === "none" ? "The issuer cannot replace it: it can only be ended." : "",
    facts.creation === "guided" ? "The new one is made by hand in the issuer's console, and checked by us." : "",
    facts.deactivation === "reversible"
      ? "Ending the old one can be undone."
      : "Ending the old one CANNOT be undone: this asks for a second approval.",
    facts.lastUse === "none" ? "The issuer does not say whether the old one is still used." : "",
  ].filter((sentence) => sentence !== "");
}

export async function contain({ run, memo, manner }: Going): Promise<void> {
  if (!run.plan.contain) return;
  if (memo.facts.containment === "none")
    return tell(run, { key: "contain.none", step: "contain", text: "Nothing reversible narrows it at this issuer: not contained." });
  memo.mayBeContained = true;
  await effect(
    run,
    manner,
    "contain.do",
    { text: `Containing ${memo.old.id}`, told: () => ({ text: `${memo.old.id} is contained (${memo.facts.containment})` }) },
    async () => {
      const { rotator, context } = await boundOf(run);
      await rotator.contain?.({ state: memo.old, credential: await credentialOf(run, "old") }, context);
      return true;
    },
  );
}
