import { readFileSync } from "node:fs";
import { ImpactAnswer, type Dependant } from "@stanch/impact/schemas";
import type { HowUpdated, RotationPlan } from "@stanch/model";
import { rotatorFor } from "@stanch/providers/rotate";
import { usage } from "../io.ts";

type Planned = Pick<RotationPlan, "provider" | "detector" | "stores" | "dependants">;

export interface PlanSource {
  /** JSON of `stanch impact`. */
  readonly impact: string;
  readonly detector: string;
  readonly stores: readonly string[];
}

/**
 * A plan's beginning out of what `stanch impact` found: each dependant with how it comes to have the new value. Nobody knows from
 * there how to show that it works: a probe or a waiver is for a person to write. Throws USAGE.
 */
export function planFromImpact({ impact, detector, stores }: PlanSource): Planned {
  const rotator = rotatorFor(detector);
  if (rotator === undefined)
    throw usage("No rotation is known for this kind of secret", detector, `See "stanch explain ${detector}" for what its issuer offers.`);
  const { dependants } = answerFrom(impact);
  return {
    provider: rotator.id,
    detector,
    stores: stores.map((uri) => ({ uri })),
    dependants: dependants.map((one) => {
      const owner = one.owners[0]?.name;
      return {
        id: one.id,
        name: one.label,
        kind: one.form,
        ...(owner === undefined ? {} : { owner }),
        howUpdated: howUpdated(one),
      };
    }),
  };
}

function answerFrom(file: string): ImpactAnswer {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    throw usage("The answer of stanch impact cannot be read", file, "Write it with: stanch impact NAME PATH --format json > impact.json");
  }
  const parsed = ImpactAnswer.safeParse(parsedJson(text));
  if (parsed.success) return parsed.data;
  throw usage("This is no answer of stanch impact", file, "Write it with: stanch impact NAME PATH --format json > impact.json");
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Plain words only: what a shell would have to read is for a person. */
const WORDS = /^[\w./:=@-]+(?: [\w./:=@-]+)*$/;

function howUpdated({ label, form, rotation }: Dependant): HowUpdated {
  const told = rotation.steps.map((step) => step.told).join(" ");
  // A CronJob's Pods are new at each run.
  if (rotation.restart === "none" || rotation.restart === "next-run" || form === "CronJob") return { by: "store" };
  const commands = rotation.steps.flatMap(({ command }) => (command === undefined ? [] : [command]));
  const [command] = commands;
  if (command !== undefined && commands.length === 1 && WORDS.test(command)) return { by: "command", argv: command.split(" ") };
  return { by: "owner", ask: `${label}: ${told}${commands.length === 0 ? "" : ` (${commands.join("; ")})`}` };
}
