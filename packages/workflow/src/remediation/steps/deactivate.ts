import { AppError } from "@stanch/model";
import { boundOf, credentialOf } from "../credentials.ts";
import { effect, lastHeard, stuck, tell, waitFor } from "../effect.ts";
import type { Going } from "../memo.ts";
import { approved } from "../gates.ts";
import { unclear } from "../unclear.ts";
import { assertHeld } from "./store.ts";

/** Watches until the old one has not been used for a while. Stamps are compared with each other, not with our clock. */
export async function silence({ run, memo, manner }: Going): Promise<void> {
  if (run.plan.breakGlass !== undefined || !memo.oldLives) return;
  if (memo.facts.lastUse === "none")
    return tell(run, {
      key: "silence.unseen",
      step: "silence",
      text: "The issuer does not say whether the old one is still used: nothing to watch.",
    });
  const { quietMs, atMostMs } = run.plan.silence;
  let since: { readonly from: number; readonly quietFrom: number; readonly stamp: string } | undefined;
  for (let turn = 1; ; turn++) {
    const seen = await effect(
      run,
      manner,
      `silence.${turn}`,
      {
        text: "Looking when the old one was used last",
        told: ({ stamp }) => ({ text: stamp === "" ? "No use is on record" : `Used last at ${stamp}` }),
      },
      async () => {
        const { rotator, context } = await boundOf(run);
        const state = await rotator.describe(await credentialOf(run, "old"), context);
        const { nowMs } = await run.records.begin({
          key: `silence.${turn}`,
          step: "silence",
          status: "running",
          text: "",
          isEvent: false,
          canUndo: manner.hearsRollback,
        });
        return { nowMs, stamp: state.lastUsedAt ?? "" };
      },
    );
    if (since === undefined) since = { from: seen.nowMs, quietFrom: seen.nowMs, stamp: seen.stamp };
    else if (since.stamp !== seen.stamp) since = { ...since, quietFrom: seen.nowMs, stamp: seen.stamp };
    if (seen.nowMs - since.quietFrom >= quietMs)
      return tell(run, {
        key: "silence.quiet",
        step: "silence",
        text: `The old one has been silent for ${seconds(seen.nowMs - since.quietFrom)}`,
      });
    if (seen.nowMs - since.from >= atMostMs) {
      await stuck(run, manner, {
        key: "silence.noise",
        text: "The old one is still in use: somebody depends on it whom the plan does not know.",
      });
      return;
    }
    await run.durable.wait(`silence.${turn}~`, Math.max(Math.min(run.timing.silenceEveryMs, quietMs - (seen.nowMs - since.quietFrom)), 1));
  }
}

function seconds(ms: number): string {
  return `${Math.round(ms / 1000)} s`;
}

export async function deactivate(going: Going): Promise<void> {
  const { run, memo, manner } = going;
  if (!memo.oldLives) return tell(run, { key: "deactivate.ended", step: "deactivate", text: "The old one has ended already." });
  const isFinal = memo.facts.deactivation !== "reversible";
  await approved(going, { gate: "deactivate", act: `Ending ${memo.old.id}`, isFinal });
  await guard(going);
  memo.mayBeDeactivated = true;
  memo.isFinal ||= isFinal;
  if (memo.facts.deactivation === "guided") return byHand(going);
  await effect(
    run,
    manner,
    "deactivate.do",
    { text: `Ending ${memo.old.id}`, told: () => ({ text: `${memo.old.id} is ended${isFinal ? "" : ", which can be undone"}` }) },
    async () => {
      // Once more in the very step: between the look and the act somebody may have written.
      await assertReady(going);
      const { rotator, context } = await boundOf(run);
      if (rotator.deactivate === undefined)
        throw new AppError("ROTATION_CANNOT", { what: "The issuer has no call that ends it", where: rotator.id, next: "End it by hand." });
      await rotator.deactivate({ state: memo.old, credential: await credentialOf(run, "old") }, context);
      return true;
    },
  );
}

/** The last look before the end: the new one works, every place holds it. */
function guard(going: Going): Promise<boolean> {
  return effect(
    going.run,
    going.manner,
    "deactivate.guard",
    { text: "Looking once more: the new one works and every store holds it" },
    async () => {
      await assertReady(going);
      return true;
    },
  );
}

async function assertReady({ run, memo }: Going): Promise<void> {
  if (memo.made === undefined) return;
  const missing = run.plan.dependants.filter(({ id }) => !memo.updated.has(id));
  if (missing.length > 0)
    throw new AppError("REMEDIATION_CONFLICT", {
      what: "Not every dependant is updated",
      where: missing.map(({ id }) => id).join(", "),
      next: "Say rollback.",
    });
  const { rotator, context } = await boundOf(run);
  const taken = await rotator.confirm(await credentialOf(run, "new"), context);
  if (taken.answer === "unknown") throw unclear(rotator.id, taken.reason);
  if (taken.answer === "refused")
    throw new AppError("REMEDIATION_CONFLICT", {
      what: `The new one is refused (${taken.reason})`,
      where: rotator.id,
      next: "Say rollback, or mend it and say retry.",
    });
  await assertHeld(run, memo);
}

async function byHand({ run, memo, manner }: Going): Promise<void> {
  const { steps } = await effect(run, manner, "deactivate.guide", { text: "Asking the issuer's guide" }, async () => ({
    steps: (await boundOf(run)).rotator.guided?.deactivate ?? [],
  }));
  for (let turn = 1; ; turn++) {
    const heard = turn === 1 ? 0 : await lastHeard(run, manner, `deactivate.performed${turn}`);
    await waitFor(run, manner, `deactivate.performed${turn}`, {
      waitingFor: `End the old one by hand: ${steps.join(" → ")}. Then say performed.`,
      gate: "performed",
      decide: (signals) => (signals.some(({ kind, seq }) => kind === "performed" && seq > heard) ? { value: true } : {}),
    });
    const taken = await effect(
      run,
      manner,
      `deactivate.check${turn}`,
      { text: "Checking that the old one is refused", told: ({ answer, reason }) => ({ text: `The issuer: ${answer} (${reason})` }) },
      async () => {
        const { rotator, context } = await boundOf(run);
        const answer = await rotator.confirm(await credentialOf(run, "old"), context);
        if (answer.answer === "unknown") throw unclear(rotator.id, answer.reason);
        return answer;
      },
    );
    if (taken.answer === "refused") return;
    await tell(run, {
      key: `deactivate.still${turn}`,
      step: "deactivate",
      text: `${memo.old.id}: the old value is still accepted. It was not ended.`,
    });
  }
}

export async function confirm({ run, memo, manner }: Going): Promise<void> {
  await effect(
    run,
    manner,
    "confirm.do",
    { text: `Asking the issuer whether it refuses ${memo.old.id}`, told: ({ reason }) => ({ text: `The old one is refused: ${reason}` }) },
    async () => {
      const { rotator, context } = await boundOf(run);
      const taken = await rotator.confirm(await credentialOf(run, "old"), context);
      // An end takes seconds, at some issuers longer, to be known everywhere: accepted now is asked again.
      if (taken.answer !== "refused") throw unclear(rotator.id, `the old one is not refused yet (${taken.reason})`);
      return taken;
    },
  );
}
