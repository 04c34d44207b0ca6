import { boundOf, credentialOf, labelOf } from "./credentials.ts";
import { type Manner, effect, tell } from "./effect.ts";
import type { Memo } from "./memo.ts";
import type { Run } from "./ports.ts";
import { probeNow } from "./steps/probe.ts";
import { unclear } from "./unclear.ts";
import { putBack } from "./steps/store.ts";
import { carryOver, runCommand } from "./steps/update.ts";

const MANNER: Manner = { place: "rollback", hearsRollback: false };

/** Undoes in an order in which nothing is without a working credential: the old one first, the new one's end last. */
export async function rollback(run: Run, memo: Memo): Promise<void> {
  if (memo.mayBeContained || memo.mayBeDeactivated) await restoreOld(run, memo);
  if (memo.made !== undefined) await carryOver(run, MANNER, "rollback.carry", { from: memo.made, to: memo.old });
  for (const written of memo.written.toReversed()) await putBack(run, MANNER, written, nameOf(run, written.uri));
  for (const dependant of run.plan.dependants.toReversed()) {
    const name = `rollback.update.${dependant.id}`;
    if (memo.made === undefined) continue;
    if (dependant.howUpdated.by === "command") await runCommand({ run, manner: MANNER }, dependant, name);
    if (dependant.howUpdated.by === "owner" && memo.updated.has(dependant.id))
      await tell(run, {
        key: name,
        step: "rollback",
        text: `${dependant.owner ?? "The owner"} of ${dependant.name} must go back to the old one.`,
      });
  }
  for (const dependant of run.plan.dependants)
    if (dependant.probe !== undefined && memo.made !== undefined)
      await probeNow({ run, manner: MANNER }, dependant, `rollback.probe.${dependant.id}`, "old");
  if (memo.mayHaveMade) await endNew(run, memo);
}

function nameOf(run: Run, uri: string): string {
  const copy = run.plan.dependants.find(({ howUpdated }) => howUpdated.by === "copy" && howUpdated.uri === uri);
  return run.plan.stores.some((target) => target.uri === uri) || copy === undefined ? `store.${uri}` : `update.${copy.id}`;
}

async function restoreOld(run: Run, memo: Memo): Promise<void> {
  await effect(
    run,
    MANNER,
    "rollback.restore",
    { text: `Giving ${memo.old.id} back`, told: () => ({ text: `${memo.old.id} is accepted again` }) },
    async () => {
      const { rotator, context } = await boundOf(run);
      const credential = await credentialOf(run, "old");
      await rotator.restore?.({ state: memo.old, credential }, context);
      const taken = await rotator.confirm(credential, context);
      if (taken.answer !== "accepted") throw unclear(rotator.id, `the old one is not accepted again yet (${taken.reason})`);
      return true;
    },
  );
}

/** Also what a lost answer left: found by its label, and looked for again later, as issuers list what is new late. */
async function endNew(run: Run, memo: Memo): Promise<void> {
  if (memo.facts.creation !== "api")
    return tell(run, {
      key: "rollback.new",
      step: "rollback",
      text: "The new one was made by hand: revoke it in the issuer's console.",
    });
  await endLabelled(run, memo, "rollback.end");
  await run.durable.wait("rollback.end~", run.timing.settleMs);
  await endLabelled(run, memo, "rollback.again");
}

async function endLabelled(run: Run, memo: Memo, name: string): Promise<void> {
  await effect(
    run,
    MANNER,
    name,
    {
      text: "Ending what bears our label at the issuer",
      told: (ids) => ({ text: ids.length === 0 ? "There is nothing of ours" : `Ended: ${ids.join(", ")}` }),
    },
    async () => {
      const { rotator, context } = await boundOf(run);
      const found = ((await rotator.findMade?.(labelOf(run), context)) ?? []).map(({ state }) => state);
      const isListed = found.some(({ id }) => id === memo.made?.id);
      const states = memo.made === undefined || isListed ? found : [...found, memo.made];
      for (const state of states) {
        await rotator.deactivate?.({ state }, context);
        await rotator.remove?.({ state }, context);
      }
      return states.map(({ id }) => id);
    },
  );
}
