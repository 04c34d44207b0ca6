import { type Command, Option } from "commander";
import type { Context } from "../io.ts";
import type { MigrateCommandOptions } from "./migrate.ts";
import { collect } from "./scan-options.ts";

/** `migrate`: what it takes. Its code is loaded when it is called. */
export function addMigrateCommand(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("migrate")
    .summary("take over what another scanner was told: its excluded paths, accepted findings, own rules and inline marks")
    .description(
      "Reads set-ups of gitleaks, betterleaks, detect-secrets, ggshield, trufflehog, kingfisher and GitHub, and shows what it understood " +
        "and what not. Exit code: 0 all of it, 1 something was not understood or is no longer found, 2 stanch failed.",
    )
    .argument("[path]", "the project's folder (default: the current one)", ".")
    .option("--from <format=file>", "read a file whose name does not say what it is; may be repeated; `list` shows the formats", collect)
    .option("--write", "write stanch.config.jsonc, a rule pack and a baseline; replaces nothing")
    .option(
      "--compare <report>",
      "JSON report of the other scanner on the same tree: what both find, and what only one; may be repeated",
      collect,
    )
    .option("--history <full|none|range>", "which history is scanned to know what was accepted (default: full)")
    .option("--threads <n>", "worker threads (default: one a core)")
    .addOption(new Option("--format <name>", "how").choices(["text", "json"]).default("text"))
    .action(async (path: string, options: MigrateCommandOptions) => {
      const { migrateCommand } = await import("./migrate.ts");
      exit(await migrateCommand(path, options, context));
    });
}
