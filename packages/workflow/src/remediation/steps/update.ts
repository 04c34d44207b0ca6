import { AppError, type CredentialState, type Dependant } from "@stanch/model";
import { boundOf } from "../credentials.ts";
import { type Manner, effect, tell, waitFor } from "../effect.ts";
import type { Going } from "../memo.ts";
import type { Run } from "../ports.ts";
import { writeTo } from "./store.ts";

const COMMAND_MS = 300_000;

export async function update(going: Going): Promise<void> {
  if (going.memo.made === undefined) return;
  for (const dependant of going.run.plan.dependants) {
    await updateOne(going, dependant);
    going.memo.updated.add(dependant.id);
  }
  await carryOver(going.run, going.manner, "update.carry", { from: going.memo.old, to: going.memo.made });
}

interface Carry {
  readonly from: CredentialState;
  readonly to: CredentialState;
}

/** What hangs on the one at the issuer goes over to the other, as soon as those who work with it have it. */
export async function carryOver(run: Run, manner: Manner, name: string, { from, to }: Carry): Promise<void> {
  await effect(
    run,
    manner,
    name,
    {
      text: `Moving what hangs on ${from.id} to ${to.id}`,
      told: (moved) => ({ text: moved.length === 0 ? "Nothing hangs on it at the issuer" : `Moved: ${moved.join(", ")}` }),
    },
    async () => {
      const { rotator, context } = await boundOf(run);
      return (await rotator.carryOver?.(from, to, context)) ?? [];
    },
  );
}

async function updateOne(going: Going, dependant: Dependant): Promise<void> {
  const { run, manner } = going;
  const how = dependant.howUpdated;
  const name = `update.${dependant.id}`;
  switch (how.by) {
    case "store":
      return tell(run, { key: name, step: "update", text: `${dependant.name} follows the store by itself` });
    case "copy":
      return writeTo(going, { uri: how.uri, ...(how.part === undefined ? {} : { part: how.part }) }, name);
    case "command":
      await runCommand(going, dependant, name);
      return;
    case "owner":
      await waitFor(run, manner, name, {
        waitingFor: `${dependant.owner ?? "The owner"} of ${dependant.name}: ${how.ask} Then confirm ${dependant.id}.`,
        gate: `confirm:${dependant.id}`,
        decide: (signals) => {
          const said = signals.find(({ kind, subject }) => kind === "confirm" && subject === dependant.id);
          return said === undefined ? {} : { value: said.by };
        },
      });
  }
}

/** A dependant's program is run again after a crash: restarts are harmless twice. */
export function runCommand({ run, manner }: Pick<Going, "run" | "manner">, dependant: Dependant, name: string): Promise<boolean> {
  const how = dependant.howUpdated;
  const argv = how.by === "command" ? how.argv : [];
  return effect(
    run,
    manner,
    name,
    { text: `Updating ${dependant.name}: ${argv.join(" ")}`, told: () => ({ text: `${dependant.name} is updated` }) },
    async () => {
      const shown = await run.ports.command(argv, { timeoutMs: (how.by === "command" ? how.timeoutMs : undefined) ?? COMMAND_MS, env: {} });
      if (!shown.isGreen)
        throw new AppError("REMEDIATION_CONFLICT", {
          what: `The program that updates it failed: ${shown.text}`,
          where: dependant.name,
          next: "Mend it and say retry.",
        });
      return true;
    },
  );
}
