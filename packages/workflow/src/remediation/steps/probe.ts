import type { Credential, Dependant, Probe } from "@stanch/model";
import { credentialOf, partOf } from "../credentials.ts";
import { effect, lastHeard, waitFor } from "../effect.ts";
import type { Going } from "../memo.ts";
import type { Run, Shown } from "../ports.ts";

const COMMAND_MS = 60_000;

/** Every dependant is shown to work, or somebody says with a reason why that need not be seen. */
export async function probe(going: Going): Promise<void> {
  for (const dependant of going.run.plan.dependants) await probeOne(going, dependant);
}

async function probeOne({ run, manner }: Going, dependant: Dependant): Promise<void> {
  const name = `probe.${dependant.id}`;
  for (let round = 1; ; round++) {
    const shown = await tries({ run, manner }, dependant, `${name}.${round}`);
    if (shown.isGreen) return;
    const heard = await lastHeard(run, manner, `${name}.${round}`);
    const word = await waitFor(run, manner, `${name}.${round}.word`, {
      waitingFor: `${dependant.name} is not shown to work: ${shown.text}. Say waive ${dependant.id} with a reason, retry, or rollback.`,
      status: "stuck",
      gate: `waive:${dependant.id}`,
      decide: (signals) => {
        if (signals.some(({ kind, subject }) => kind === "waive" && subject === dependant.id)) return { value: "waived" as const };
        return signals.some(({ kind, seq }) => kind === "retry" && seq > heard) ? { value: "again" as const } : {};
      },
    });
    if (word === "waived") return;
  }
}

async function tries({ run, manner }: Pick<Going, "run" | "manner">, dependant: Dependant, name: string): Promise<Shown> {
  if (dependant.waiver !== undefined) return { isGreen: true, text: `waived: ${dependant.waiver}` };
  if (dependant.probe === undefined) return { isGreen: false, text: "no probe is named for it" };
  for (let turn = 1; ; turn++) {
    const shown = await probeNow({ run, manner }, dependant, `${name}.${turn}`);
    if (shown.isGreen || turn >= run.timing.probeTries) return shown;
    await run.durable.wait(`${name}.${turn}~`, run.timing.probeEveryMs);
  }
}

/** `which`: the credential whose parts a program's environment carries. */
export function probeNow(
  { run, manner }: Pick<Going, "run" | "manner">,
  dependant: Dependant,
  name: string,
  which: "new" | "old" = "new",
): Promise<Shown> {
  return effect(
    run,
    manner,
    name,
    {
      text: `Probing ${dependant.name}`,
      told: ({ isGreen, text }) => ({ text: `${dependant.name}: ${isGreen ? "green" : "RED"}, ${text}` }),
    },
    () => (dependant.probe === undefined ? Promise.resolve({ isGreen: true, text: "no probe" }) : runProbe(run, dependant.probe, which)),
  );
}

async function runProbe(run: Run, asked: Probe, which: "new" | "old"): Promise<Shown> {
  if (asked.kind === "http") return run.ports.http(asked);
  if (asked.kind === "command") {
    const held = (await run.records.hasSecret(which)) ? which : "old";
    const env = asked.env === undefined ? {} : envOf(asked.env, await credentialOf(run, held));
    return run.ports.command(asked.argv, { timeoutMs: asked.timeoutMs ?? COMMAND_MS, env });
  }
  for (const [index, step] of asked.steps.entries()) {
    const shown = await run.ports.http(step);
    if (!shown.isGreen) return { isGreen: false, text: `request ${index + 1} of ${asked.steps.length}: ${shown.text}` };
  }
  return { isGreen: true, text: `${asked.steps.length} requests` };
}

function envOf(env: Readonly<Record<string, string>>, credential: Credential): Record<string, ReturnType<typeof partOf>> {
  return Object.fromEntries(Object.entries(env).map(([variable, part]) => [variable, partOf(credential, part)]));
}
