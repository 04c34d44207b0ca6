import { boundOf, credentialOf } from "../credentials.ts";
import { effect, tell, waitFor } from "../effect.ts";
import type { Going } from "../memo.ts";
import { probeNow } from "./probe.ts";

/** Watches the dependants, and tries with the old one, for the agreed time. */
export async function monitor(going: Going): Promise<void> {
  const { run } = going;
  const startedMs = await look(going, 0);
  for (let turn = 1; ; turn++) {
    await alarms(going, turn);
    const nowMs = await look(going, turn);
    if (nowMs - startedMs >= run.plan.monitorMs) return;
    await run.durable.wait(`monitor.${turn}~`, Math.max(1, Math.min(run.plan.monitorEveryMs, run.plan.monitorMs - (nowMs - startedMs))));
  }
}

function look({ run, memo, manner }: Going, turn: number): Promise<number> {
  return effect(
    run,
    manner,
    `monitor.look${turn}`,
    {
      text: "Looking for tries with the old one",
      told: () => ({ text: turn === 0 ? "The watch begins" : "The issuer was asked for tries with the old one" }),
    },
    async () => {
      const { nowMs } = await run.records.begin({
        key: `monitor.${turn}`,
        step: "monitor",
        status: "running",
        text: "",
        isEvent: false,
        canUndo: manner.hearsRollback,
      });
      if (turn === 0) return nowMs;
      const { rotator, context } = await boundOf(run);
      const credential = await credentialOf(run, "old");
      const taken = await rotator.confirm(credential, context);
      const state = taken.answer === "accepted" || memo.facts.lastUse !== "none" ? await rotator.describe(credential, context) : undefined;
      await run.records.tell({
        key: `monitor.seen${turn}`,
        step: "monitor",
        kind: "told",
        text:
          taken.answer === "accepted"
            ? "ALARM: the issuer accepts the old one again"
            : `The old one: ${taken.answer} (${taken.reason})${state?.lastUsedAt === undefined ? "" : `, used last at ${state.lastUsedAt}`}`,
        facts: {
          answer: taken.answer,
          ...(state?.lastUsedAt === undefined ? {} : { lastUsedAt: state.lastUsedAt, lastUsedFrom: state.lastUsedFrom }),
        },
      });
      return nowMs;
    },
  );
}

/** A dependant that turns red asks a person: undoing is still possible where the issuer can give the old one back. */
async function alarms({ run, manner }: Going, turn: number): Promise<void> {
  for (const dependant of run.plan.dependants) {
    if (dependant.probe === undefined || dependant.waiver !== undefined) continue;
    let shown = await probeNow({ run, manner }, dependant, `monitor.${turn}.${dependant.id}`);
    for (let again = 1; !shown.isGreen && again < run.timing.probeTries; again++) {
      await run.durable.wait(`monitor.${turn}.${dependant.id}.${again}~`, run.timing.probeEveryMs);
      shown = await probeNow({ run, manner }, dependant, `monitor.${turn}.${dependant.id}.${again}`);
    }
    if (shown.isGreen) continue;
    await waitFor(run, manner, `monitor.${turn}.${dependant.id}.word`, {
      waitingFor: `${dependant.name} fails since the old one ended: ${shown.text}. Say waive ${dependant.id} with a reason${manner.hearsRollback ? ", or rollback" : ""}.`,
      status: "stuck",
      gate: `waive:${dependant.id}`,
      decide: (signals) => (signals.some(({ kind, subject }) => kind === "waive" && subject === dependant.id) ? { value: true } : {}),
    });
    await tell(run, { key: `monitor.${turn}.${dependant.id}.waived`, step: "monitor", text: `${dependant.name} is waived` });
  }
}
