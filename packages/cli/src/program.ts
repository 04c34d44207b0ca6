import { existsSync } from "node:fs";
import { Command, Option } from "commander";
import type { HygieneCommandOptions } from "./commands/check-hygiene.ts";
import type { ExplainCommandOptions } from "./commands/explain.ts";
import { addCiCommand } from "./commands/ci-options.ts";
import { addFixCommand } from "./commands/fix-options.ts";
import { addHookCommands } from "./commands/hook-options.ts";
import { addMaskCommand } from "./commands/mask-options.ts";
import { addImpactCommand } from "./commands/impact-options.ts";
import { addMigrateCommand } from "./commands/migrate-options.ts";
import { addMisuseCommand } from "./commands/misuse-options.ts";
import { addReceiptCommands } from "./commands/receipt-options.ts";
import { addScanCommand, collect } from "./commands/scan-options.ts";
import { addDrillCommand, addRemediateCommand } from "./commands/remediate-options.ts";
import { addServerCommands } from "./commands/server-options.ts";
import type { SnippetOptions } from "./commands/snippet.ts";
import { addStoreCommands } from "./commands/store-options.ts";
import { type Context, usage } from "./io.ts";
import { plainErrors, runProgram } from "./run-program.ts";

/** Builds the command line. Every action loads its own module, so that no command pays for another. */
export function program(context: Context, exit: (code: number) => void): Command {
  const root = plainErrors(new Command("stanch")).description(
    "Finds leaked secrets in files and in full git history, and closes the leak.",
  );
  root.option("-V, --version", "print the version").option("--json", "with --version: versions of everything, as JSON");
  root.action(async (options: { version?: boolean; json?: boolean }) => {
    if (options.version === true) {
      const { printVersion } = await import("./commands/version.ts");
      return exit(await printVersion(context, options.json === true));
    }
    root.outputHelp();
    return exit(2);
  });

  addScanCommand(root, context, exit);

  root
    .command("detectors")
    .summary("list the kinds of secrets, or explain one")
    .argument("[id]", "detector to explain")
    .addOption(new Option("--format <name>", "how").choices(["text", "json", "markdown"]).default("text"))
    .action(async (id: string | undefined, options: { format: string }) => {
      const { detectorsCommand } = await import("./commands/detectors.ts");
      exit(await detectorsCommand(id, options.format));
    });

  root
    .command("explain")
    .summary("the page that explains a leak: what it opens, how it got out, what to do; for a kind of secret or a finding")
    .argument("<finding|id>", "id of a finding (with --report) or of a detector")
    .option("--report <file>", "JSON or JSONL report that holds the finding")
    .addOption(new Option("--format <name>", "how").choices(["text", "markdown", "html", "json"]).default("text"))
    .addOption(
      new Option("--visibility <who>", "who can read the place where it was found: orders the causes").choices(["public", "private"]),
    )
    .option("--no-color", "no colours")
    .action(async (id: string, options: ExplainCommandOptions) => {
      const { explainCommand } = await import("./commands/explain.ts");
      const commands = new Set(root.commands.map((command) => command.name()));
      exit(await explainCommand(id, options, commands));
    });

  addFixCommand(root, context, exit);

  root
    .command("check-hygiene")
    .summary("look whether a project keeps its secrets well: tracked .env files, secrets in images and pipelines, missing hooks")
    .description(
      "Reads a project and its git index, runs nothing, and names each place with its fix. Exit code: 0 clean, 1 problems, 2 stanch failed.",
    )
    .argument("[path]", "the project (default: the current folder)", ".")
    .addOption(new Option("--format <name>", "how").choices(["text", "json", "sarif"]).default("text"))
    .option("--check <id>", "run only these checks; may be repeated", collect)
    .addOption(
      new Option("--fail-on <level>", "exit 1 only from this severity on")
        .choices(["low", "medium", "high", "critical", "never"])
        .default("low"),
    )
    .option("--list", "list the checks")
    .option("--no-color", "no colours")
    .action(async (path: string, options: HygieneCommandOptions) => {
      const { hygieneCommand } = await import("./commands/check-hygiene.ts");
      exit(await hygieneCommand(path, options, context));
    });

  root
    .command("init")
    .summary("write a commented configuration")
    .option("--force", "replace an existing one")
    .action(async (options: { force?: boolean }) => {
      const { initCommand } = await import("./commands/init.ts");
      exit(await initCommand(options.force === true));
    });

  root
    .command("doctor")
    .summary("check that stanch works here")
    .option("--verifiers", "list the checks that --verify has")
    .option("--network", "with --verifiers: send each a made-up value and show which checks are broken")
    .action(async (options: { verifiers?: boolean; network?: boolean }) => {
      if (options.verifiers === true) {
        const { verifiersCommand } = await import("./commands/verifiers.ts");
        return exit(await verifiersCommand(context, options.network === true));
      }
      const { doctorCommand } = await import("./commands/doctor.ts");
      return exit(await doctorCommand(context));
    });

  root
    .command("schema")
    .summary("print the JSON schema of a finding, a receipt or a judgement")
    .argument("<name>", "finding, receipt or judgement")
    .action(async (name: string) => {
      const { schemaCommand } = await import("./commands/schema.ts");
      exit(await schemaCommand(name));
    });

  const rules = root.command("rules").summary("try and import your own kinds of secrets");
  rules
    .command("test")
    .summary("run the detectors of a configuration or rule pack against their own examples")
    .argument("<file>", "configuration or pack")
    .action(async (file: string) => {
      const { testRulesCommand } = await import("./commands/rules.ts");
      exit(await testRulesCommand(file));
    });
  rules
    .command("import")
    .summary("write rules of gitleaks, betterleaks, kingfisher, noseyparker or trufflehog as a rule pack")
    .argument("<file>", "their file; what could not be carried over is told on standard error")
    .action(async (file: string) => {
      const { importRulesCommand } = await import("./commands/rules.ts");
      exit(await importRulesCommand(file));
    });

  root
    .command("snippet")
    .summary("print code that reads a secret from a store, or hands it to a container, a job or a service")
    .option("--secret <id>", "the kind of secret: a detector, such as plivo-auth-token")
    .option("--store <store>", "env, aws-sm, vault or conjur, or a URI such as vault:secret/plivo#api_key", "env")
    .option("--language <name>", "programming language or deployment form; `list` shows all")
    .addOption(new Option("--format <name>", "how").choices(["text", "json"]).default("text"))
    .action(async (options: SnippetOptions) => {
      const { snippetCommand } = await import("./commands/snippet.ts");
      exit(await snippetCommand(options));
    });

  addStoreCommands(root, exit);
  addHookCommands(root, context, exit);
  addCiCommand(root, context, exit);
  addMaskCommand(root, context, exit);
  addReceiptCommands(root, exit);
  addMigrateCommand(root, context, exit);
  addImpactCommand(root, context, exit);
  addMisuseCommand(root, context, exit);
  addRemediateCommand(root, context, exit);
  addDrillCommand(root, context, exit);
  addServerCommands(root, context, exit);

  root
    .command("completion")
    .summary("print a completion script")
    .argument("<shell>", "bash, zsh, fish or powershell")
    .action(async (shell: string) => {
      const { completionCommand } = await import("./commands/completion.ts");
      exit(await completionCommand(shell, root));
    });
  return root;
}

/** Runs the command line and sets the exit code: 0 clean, 1 findings, 2 we failed. */
/** All commands. `exit` codes are set, never forced: what is written must reach its reader. */
export async function main(args: readonly string[], context: Context): Promise<void> {
  await runProgram(program, args, context, knownCommand);
}

/** Commander takes a word it does not know for an argument, and complains of something else. */
async function knownCommand(root: Command, word: string | undefined): Promise<void> {
  if (word === undefined || word.startsWith("-") || word === "help") return;
  const names = root.commands.map((command) => command.name());
  if (names.includes(word)) return;
  const { nearestName } = await import("@stanch/scan");
  const near = nearestName(word, names);
  const next = existsSync(word) ? `Did you mean "stanch scan ${word}"?` : `Name one of ${names.join(", ")}.`;
  throw usage("No such command", word, near === undefined ? next : `Did you mean "${near}"?`);
}
