import { AbandonAsked, type Manner, RollbackAsked, effect, tell, waitFor } from "./effect.ts";
import type { Going, Memo } from "./memo.ts";
import type { Run } from "./ports.ts";
import { rollback } from "./rollback.ts";
import { close } from "./steps/close.ts";
import { contain, describeOld } from "./steps/contain.ts";
import { create, verify } from "./steps/create.ts";
import { approvalsOf } from "./gates.ts";
import { confirm, deactivate, silence } from "./steps/deactivate.ts";
import { monitor } from "./steps/monitor.ts";
import { probe, probeNow } from "./steps/probe.ts";
import { store } from "./steps/store.ts";
import { update } from "./steps/update.ts";
import type { Ending } from "./types.ts";

/** The eleven steps in their order; the names are those of REMEDIATION_STEPS. */
const STEPS = { contain, create, verify, store, update, probe, silence, deactivate, confirm, monitor, close } as const;

/** Runs to an end and says which. Deterministic but for `run.durable.step`: a replay takes the same way. */
export async function remediate(run: Run): Promise<Ending> {
  const known: { memo?: Memo } = {};
  try {
    await started(run);
    known.memo = await describeOld(run, { place: "contain", hearsRollback: true });
    if (run.plan.dryRun) return await rehearse(run, known.memo);
    for (const [place, step] of Object.entries(STEPS)) {
      // Keys of STEPS are places; Object.entries forgets that.
      await step(goingTo(run, known.memo, place as keyof typeof STEPS));
    }
    return await ended(run, "done", "Closed: the old one is refused and everything else works. The sealed values are destroyed.");
  } catch (error) {
    if (error instanceof AbandonAsked) return ended(run, "abandoned", "Abandoned: everything stays as the last steps left it.");
    if (!(error instanceof RollbackAsked)) throw error;
    return undone(run, known.memo);
  }
}

/** `hearsRollback` is asked at each boundary, as it changes when a step passes the point of no return. */
function goingTo(run: Run, memo: Memo, place: keyof typeof STEPS): Going {
  const manner: Manner = {
    place,
    get hearsRollback() {
      return !memo.isFinal;
    },
  };
  return { run, memo, manner };
}

async function undone(run: Run, memo: Memo | undefined): Promise<Ending> {
  try {
    if (memo !== undefined) await rollback(run, memo);
  } catch (error) {
    if (error instanceof AbandonAsked) return ended(run, "abandoned", "Abandoned while it was undone: see the last steps.");
    throw error;
  }
  return ended(run, "rolled-back", "Rolled back: the old one is in use again, the new one is ended. The sealed values are destroyed.");
}

async function started(run: Run): Promise<void> {
  const { plan, records } = run;
  const manner: Manner = { place: "start", hearsRollback: true };
  await tell(run, {
    key: "start",
    step: "start",
    text: `Started by ${records.startedBy}: ${plan.provider}, ${plan.old.mask}, because of ${plan.reason}`,
    facts: { plan },
  });
  if (!plan.approvals.start || plan.breakGlass !== undefined || plan.dryRun) return;
  await waitFor(run, manner, "gate.start", {
    waitingFor: `Approve start: nothing is changed before that${plan.approvals.twoPerson ? ", and whoever started it cannot" : ""}.`,
    gate: "start",
    decide: (signals) => {
      const given = approvalsOf(signals, { gate: "start", startedBy: records.startedBy, twoPerson: plan.approvals.twoPerson });
      return given.length > 0 ? { value: given } : {};
    },
  });
}

/** Dry run: reads and says everything that a real one would meet, changes nothing. */
async function rehearse(run: Run, memo: Memo): Promise<Ending> {
  const manner: Manner = { place: "close", hearsRollback: true };
  for (const { uri } of run.plan.stores)
    await effect(run, manner, `rehearse.${uri}`, { text: `Reading ${uri}`, told: (text) => ({ text: `${uri}: ${text}` }) }, async () => {
      const port = await run.ports.store(uri);
      const { versions, writeOnly } = await port.abilities();
      if (writeOnly) return "takes values and shows none";
      return `${(await port.read()) === undefined ? "no value yet" : "a value"}, ${versions ? "older versions can be made current" : "what is overwritten is sealed by us"}`;
    });
  for (const dependant of run.plan.dependants)
    if (dependant.probe !== undefined) await probeNow({ run, manner }, dependant, `rehearse.${dependant.id}`, "old");
  return ended(run, "done", `Dry run: nothing was changed. ${memo.old.id} would be replaced and ended.`);
}

async function ended(run: Run, status: Ending, text: string): Promise<Ending> {
  await run.durable.step("end", async () => {
    await run.records.dropSecrets();
    await run.records.end(status, { key: "end", step: status === "rolled-back" ? "rollback" : "close", kind: "told", text, facts: {} });
  });
  return status;
}
