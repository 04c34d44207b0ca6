import { type Command, Option } from "commander";
import type { Context } from "../io.ts";
import type { FixCommandOptions } from "./fix.ts";
import { collect } from "./scan-options.ts";

/** `fix`: what it takes. Its code is loaded when it is called. */
export function addFixCommand(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("fix")
    .summary("move secrets out of the code into a secret store, and leave code that reads them from there")
    .description(
      "Without --apply it only shows what it would do. With it: the store first, then the files; a run that was cut off goes on with " +
        "`--plan FILE --apply`, and `--revert FILE` undoes all. Exit code: 0 nothing left to do by hand, 1 something is, 2 stanch failed.",
    )
    .argument("[path]", "the project's folder (default: the current one)")
    .option(
      "--store <uri>",
      "where the secrets go: env:.env, vault:secret/app, aws-sm:app, conjur:account/app, …; files are meant from PATH",
    )
    .option("--finding <id>", "only this finding; may be repeated", collect)
    .option("--plan <file>", "write the plan as JSON; with --apply and an existing file, do what it says")
    .option("--apply", "do it")
    .option("--revert <plan>", "undo a plan: files byte for byte, then the store")
    .option("--history-plan <plan>", "what to do about the git history, with commands made ready; runs nothing")
    .option("--reveal", "with --history-plan: write the rules for git filter-repo, in clear, to standard output")
    .addOption(
      new Option(
        "--read <how>",
        "code reads the environment, or asks the store itself (default: the store, where there is code for it)",
      ).choices(["environment", "store"]),
    )
    .option("--force", "change files too that have changes which are not committed")
    .option("--history <full|none|range>", "which history is read to say what remains (default: full)")
    .option("--include <glob>", "only paths that match; may be repeated", collect)
    .option("--exclude <glob>", "leave out paths that match; may be repeated", collect)
    .option("--detector <id>", "only these detectors; may be repeated", collect)
    .option("--threads <n>", "worker threads (default: one a core)")
    .option("--config <file>", "configuration (default: stanch.config.* in PATH)")
    .option("--no-config", "read no configuration")
    .addOption(
      new Option("--min-severity <level>", "leave out what is less harmful (default: medium)").choices([
        "low",
        "medium",
        "high",
        "critical",
      ]),
    )
    .option("--min-confidence <0..1>", "leave out what is less certain (default 0.5)")
    .addOption(new Option("--format <name>", "how").choices(["text", "json"]).default("text"))
    .option("--quiet", "no progress")
    .option("--no-color", "no colours")
    .option("--progress", "draw progress even when stderr is no terminal")
    .option("--no-progress", "draw none")
    .action(async (path: string | undefined, options: FixCommandOptions) => {
      const { fixCommand } = await import("./fix.ts");
      exit(await fixCommand(path, options, context));
    });
}
