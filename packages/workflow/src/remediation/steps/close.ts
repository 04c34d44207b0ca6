import { boundOf, credentialOf } from "../credentials.ts";
import { effect } from "../effect.ts";
import type { Going } from "../memo.ts";
import { census } from "./create.ts";
import { approved } from "../gates.ts";

export async function close(going: Going): Promise<void> {
  const { run, memo, manner } = going;
  await census(going, "close.census");
  if (!run.plan.removeOld || memo.facts.deactivation !== "reversible") return;
  await approved(going, { gate: "remove", act: `Removing ${memo.old.id} for good`, isFinal: true });
  memo.isFinal = true;
  await effect(
    run,
    { ...manner, hearsRollback: false },
    "close.remove",
    { text: `Removing ${memo.old.id}`, told: () => ({ text: `${memo.old.id} is removed` }) },
    async () => {
      const { rotator, context } = await boundOf(run);
      await rotator.remove?.({ state: memo.old, credential: await credentialOf(run, "old") }, context);
      return true;
    },
  );
}
