import { Command } from "commander";
import { addHookRun } from "./commands/hook-options.ts";
import { addScanCommand } from "./commands/scan-options.ts";
import type { Context } from "./io.ts";
import { plainErrors, runProgram } from "./run-program.ts";

/**
 * Whether the arguments ask for what a developer waits for at every commit. That is in the bundle's first file, which is small;
 * all commands are in the second (all.ts). A scan that asks providers, or reads what is no path
 * (`image:REF`, `s3://BUCKET`, a log), needs the second.
 */
export function isHot(args: readonly string[]): boolean {
  if (args[0] === "hook") return args[1] === "run";
  return args[0] === "scan" && !args.some((arg) => /^(?:--(?:log|packed|verify)|[a-z][a-z\d]+:|dockerfile$)/.test(arg));
}

/** `scan` and `hook run`, and no other command. */
export async function hotMain(args: readonly string[], context: Context): Promise<void> {
  const add = args[0] === "hook" ? addHookOnly : addScanCommand;
  const build = (known: Context, exit: (code: number) => void): Command => {
    const root = plainErrors(new Command("stanch"));
    add(root, known, exit);
    return root;
  };
  await runProgram(build, args, context);
}

function addHookOnly(root: Command, context: Context, exit: (code: number) => void): void {
  addHookRun(root.command("hook"), context, exit);
}
