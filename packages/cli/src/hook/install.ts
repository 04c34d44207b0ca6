import { resolve } from "node:path";
import { type Found, HOOK_TYPES, type HookType, type Plan, type Way, installPlan, withoutBlocks } from "@stanch/hooks/install";
import { AppError } from "@stanch/model";
import { type Context, printable } from "../io.ts";
import { applySteps, takeOut } from "./apply.ts";
import { type Scope, inspect, readBytes, thisProgram } from "./inspect.ts";
import type { HookRunOptions } from "./verdict.ts";

export interface HookInstallOptions extends HookRunOptions {
  readonly type: HookType | "all";
  readonly scope: Scope;
}

export interface HookUninstallOptions {
  readonly scope: Scope;
}

export interface HookStatusOptions {
  readonly format: "text" | "json";
}

const WAYS: Readonly<Record<Way, string>> = {
  configuration: "by git's configuration",
  husky: "in husky's folder",
  lefthook: "in lefthook-local.yml",
  file: "as a hook file; one that was there is kept and runs first",
  "machine-folder": "for all repositories by core.hooksPath; their own hooks are kept and run first",
};

/** `stanch hook install`: puts hooks in, and proves them; what cannot be proven is taken out again. Exit code 0 or 2. */
export async function installCommand(options: HookInstallOptions, _context: Context): Promise<number> {
  const found = findOut(options);
  const plan = installPlan(found);
  const undo = applySteps(plan.steps);
  for (const [type, way] of plan.ways) process.stdout.write(`installed  ${type}: ${WAYS[way]}\n`);
  for (const step of plan.steps)
    process.stdout.write(`           ${step.kind === "move" ? `${step.from} is now ${step.to}` : step.path}\n`);
  for (const notice of noticesOf(plan, found)) process.stdout.write(`note       ${printable(notice)}\n`);
  const { prove } = await import("./prove.ts");
  const proof = prove(found, plan.ways);
  const failures = [...proof].flatMap(([type, failure]) => (failure === undefined ? [] : [`${type}: ${failure}`]));
  for (const [type, failure] of proof)
    if (failure === undefined)
      process.stdout.write(`proven     ${type}: a planted sample was stopped in a repository made for it, clean content was not\n`);
  if (failures.length === 0) return 0;
  undo();
  throw new AppError("HOOK_CANNOT", {
    what: `The hook did not prove itself and was taken out again: ${failures.join("; ")}`,
    where: found.scope === "machine" ? found.configFile : (found.top ?? ""),
    next: "`stanch doctor` shows whether stanch works here.",
  });
}

function findOut(options: HookInstallOptions): Found {
  const scene = inspect(options.scope, process.cwd());
  const { top } = scene;
  if (scene.gitVersion[0] === 0)
    throw new AppError("HOOK_CANNOT", {
      what: "The git program was not found, and it is git that starts hooks",
      where: "PATH",
      next: "Install git, or put it on PATH.",
    });
  return {
    ...scene,
    types: options.type === "all" ? HOOK_TYPES : [options.type],
    program: thisProgram(argumentsOf(options)),
    breakGlass: options.breakGlass !== false,
    ...(top === undefined ? {} : { lefthookLocal: withoutBlocks(readBytes(`${top}/lefthook-local.yml`) ?? "") ?? "" }),
  };
}

/** What the hook is started with; paths hold wherever it starts. */
function argumentsOf({ config, baseline, failOn, timeLimit, onTimeout, breakGlass }: HookInstallOptions): string[] {
  return [
    ...(config === undefined ? [] : ["--config", resolve(config)]),
    ...(baseline === undefined ? [] : ["--baseline", resolve(baseline)]),
    ...(failOn === undefined ? [] : ["--fail-on", failOn]),
    ...(timeLimit === undefined ? [] : ["--time-limit", timeLimit]),
    ...(onTimeout === undefined ? [] : ["--on-timeout", onTimeout]),
    ...(breakGlass === false ? ["--no-break-glass"] : []),
  ];
}

function noticesOf(plan: Plan, found: Found): string[] {
  const isPassing = /[\\/]_npx[\\/]/.test(found.program.script);
  return [
    ...plan.notices,
    ...(isPassing ? ["it starts stanch from npx's cache, which npm may empty: npm install --global stanch, then install again"] : []),
  ];
}

/** `stanch hook uninstall`. Exit code 0, whether there was something or not. */
export function uninstallCommand({ scope }: HookUninstallOptions): Promise<number> {
  const told = takeOut(inspect(scope, process.cwd()));
  for (const sentence of told) process.stdout.write(`${printable(sentence)}\n`);
  if (told.length === 0) process.stdout.write("nothing of stanch was here\n");
  return Promise.resolve(0);
}
