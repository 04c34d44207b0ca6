import { type Command, Option } from "commander";
import type { Context } from "../io.ts";
import type { HookInstallOptions, HookStatusOptions, HookUninstallOptions } from "../hook/install.ts";
import type { HookRunOptions } from "../hook/verdict.ts";

const TYPES = ["pre-commit", "pre-push", "pre-receive"] as const;
const scope = (): Option =>
  new Option("--scope <where>", "this repository, or every one of this user's").choices(["repository", "machine"]).default("repository");

/** `hook`: what it takes. Its code is loaded when one of its parts is called. */
export function addHookCommands(root: Command, context: Context, exit: (code: number) => void): void {
  const hook = root
    .command("hook")
    .summary("stop secrets before they are committed, pushed or received: git hooks, beside those that are there");
  const install = hook
    .command("install")
    .summary("put hooks in, keep those that are there, and prove on a planted sample that they stop it")
    .addOption(new Option("--type <hook>", "which").choices([...TYPES, "all"]).makeOptionMandatory())
    .addOption(scope());
  shared(install).action(async (options: HookInstallOptions) => {
    const { installCommand } = await import("../hook/install.ts");
    exit(await installCommand(options, context));
  });
  hook
    .command("uninstall")
    .summary("take them out: what was there before is there again, to the byte")
    .addOption(scope())
    .action(async (options: HookUninstallOptions) => {
      const { uninstallCommand } = await import("../hook/install.ts");
      exit(await uninstallCommand(options));
    });
  hook
    .command("status")
    .summary("which hooks git would start here, by what way; exit code 1 when one of ours would not be")
    .addOption(new Option("--format <name>", "how").choices(["text", "json"]).default("text"))
    .action(async (options: HookStatusOptions) => {
      const { statusCommand } = await import("../hook/status.ts");
      exit(await statusCommand(options));
    });
  addHookRun(hook, context, exit);
}

/** `hook run`: what git starts at every commit, so it is apart from the others. */
export function addHookRun(hook: Command, context: Context, exit: (code: number) => void): void {
  const run = hook
    .command("run")
    .summary("what git starts; exit code 0 goes on, 1 and 2 stop")
    .argument("<type>", `one of ${TYPES.join(", ")}`)
    .argument("[args...]", "what git gives to the hook");
  shared(run).action(async (type: string, args: string[], options: HookRunOptions) => {
    const known = TYPES.find((name) => name === type);
    if (known === undefined) {
      const { usage } = await import("../io.ts");
      throw usage("No such hook", type, `Name one of ${TYPES.join(", ")}.`);
    }
    const { runHook } = await import("../hook/run.ts");
    exit(await runHook(known, args, options, context));
  });
}

/** What installing writes into the hook, and running takes. */
function shared(command: Command): Command {
  return command
    .option("--config <file>", "configuration (default: what the index or the pushed commit holds; for pre-receive none)")
    .option("--baseline <file>", "known findings: only new ones stop")
    .addOption(new Option("--fail-on <level>", "stop only from this severity on").choices(["low", "medium", "high", "critical"]))
    .option("--time-limit <seconds>", "pre-receive: time for one push (default: 10)")
    .addOption(
      new Option("--on-timeout <choice>", "pre-receive: what becomes of a push that could not be looked through (default: closed)").choices(
        ["open", "closed"],
      ),
    )
    .option("--no-break-glass", "pre-receive: let nothing through for a reason");
}
