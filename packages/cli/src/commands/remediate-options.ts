import { type Command, Option } from "commander";
import type { SignalKind } from "@stanch/workflow";
import type { Context } from "../io.ts";
import type { DeskOptions, StartOptions } from "./remediate.ts";
import { collect } from "./scan-options.ts";

/** What a person can say to a run: name, summary, and what the second argument names. */
const WORDS: readonly (readonly [kind: SignalKind, summary: string, subject?: string])[] = [
  ["approve", "approve a gate that it waits at: start, deactivate, create, remove", "gate"],
  ["reject", "refuse a gate: everything is undone", "gate"],
  ["pause", "let it stand still at the next step"],
  ["resume", "let a paused one go on"],
  ["rollback", "undo everything, where the end of the old one can still be undone"],
  ["confirm", "say for a dependant's owner that it uses the new one", "dependant"],
  ["waive", "let a dependant go without a green probe, with a reason", "dependant"],
  ["provide", "give the new value that was made in the issuer's console (standard input)"],
  ["performed", "say that the step in the issuer's console was done"],
  ["retry", "try again what failed"],
  ["abandon", "end it, and leave everything as it is"],
];

/** `remediate` and what is said to it. Its code, and the database's, is loaded when it is called. */
export function addRemediateCommand(root: Command, context: Context, exit: (code: number) => void): void {
  const remediate = root
    .command("remediate")
    .summary("replace a leaked credential and end the old one, so that nothing breaks: contain, make, store, update, probe, end, watch")
    .description(
      "A durable workflow: it survives the death of its process at any step, can be followed, paused, approved and undone, and says before what cannot be. Without --server it works on this machine, with a database of its own in the data folder (or DATABASE_URL). See docs/remediation.md.",
    );
  const withDesk = (command: Command): Command =>
    command
      .option("--server <url>", "a server of ours (API token in STANCH_TOKEN) instead of this machine")
      .option("--data <folder>", "data folder of this machine (default ~/.local/share/stanch)")
      .option("--as <name>", "who says it, on this machine (default: your user name)");

  withDesk(remediate.command("start", { isDefault: true }))
    .summary("start one by a plan, and work on it until it has ended (the default)")
    .argument("[incident]", "the server's incident that it closes")
    .requiredOption("--plan <file>", "the plan, as JSON: see docs/remediation.md")
    .option("--secret <file>", "the leaked value: a line secret=VALUE and its other halves (authId=…); - for standard input", "-")
    .option("--admin <file>", "a credential that manages the leaked one, in the same form")
    .option("--dry-run", "read and say everything, change nothing")
    .option("--no-wait", "with --server: do not follow it")
    .action(async (incident: string | undefined, options: StartOptions) => {
      exit(await (await import("./remediate.ts")).startCommand(incident, options, context));
    });
  remediate
    .command("plan")
    .summary("begin a plan out of what stanch impact found: dependants, and how each comes to have the new value")
    .requiredOption("--impact <file>", "the answer of stanch impact --format json")
    .requiredOption("--detector <id>", "the kind of secret")
    .requiredOption("--store <uri>", "where the new value is written; may be repeated", collect, [])
    .action(async (options: { impact: string; detector: string; store: string[] }) => {
      const { planFromImpact } = await import("../remediation/plan-from-impact.ts");
      const plan = planFromImpact({ ...options, stores: options.store });
      process.stdout.write(`${JSON.stringify(plan, undefined, 2)}\n`);
      exit(0);
    });
  withDesk(remediate.command("list"))
    .summary("all of them, the newest first")
    .action(async (options: DeskOptions) => {
      exit(await (await import("./remediate.ts")).listCommand(options, context));
    });
  withDesk(remediate.command("show"))
    .summary("what happened in one, and what it waits for")
    .argument("<id>")
    .option("--follow", "until it has ended")
    .action(async (id: string, options: DeskOptions & { follow?: boolean }) => {
      exit(await (await import("./remediate.ts")).showCommand(id, options, context));
    });
  withDesk(remediate.command("work"))
    .summary("work on those that have not ended, such as after a crash")
    .action(async (options: DeskOptions) => {
      exit(await (await import("./remediate.ts")).workCommand(options, context));
    });
  withDesk(remediate.command("report"))
    .summary("the evidence: what was agreed, done, seen and said; masks and fingerprints only")
    .argument("<id>")
    .addOption(new Option("--format <name>", "how").choices(["markdown", "json", "html"]).default("markdown"))
    .option("-o, --output <file>", "write it there")
    .action(async (id: string, options: DeskOptions & { format: "markdown" | "json" | "html"; output?: string }) => {
      exit(await (await import("./remediate.ts")).reportCommand(id, options, context));
    });
  for (const [kind, summary, subject] of WORDS) {
    const command = withDesk(remediate.command(kind)).summary(summary).argument("<id>");
    if (subject !== undefined) command.argument(`<${subject}>`);
    if (kind === "provide") command.option("--secret <file>", "where the new value stands (default: standard input)", "-");
    command.option("--reason <text>", "why; stands in the evidence").action(async (id: string, ...rest: unknown[]) => {
      const named = subject === undefined ? undefined : String(rest[0]);
      // Commander gives the options after the arguments.
      const options = rest[subject === undefined ? 0 : 1] as DeskOptions & { reason?: string; secret?: string };
      exit(
        await (
          await import("./remediate.ts")
        ).sayCommand({ kind, id, ...(named === undefined ? {} : { subject: named }) }, options, context),
      );
    });
  }
}

/** `drill`: the whole story on this machine. */
export function addDrillCommand(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("drill")
    .summary("the whole story on this machine in two minutes: a leaked token is found, judged, replaced, ended, with evidence")
    .description(
      "Plays a leak from end to end with embedded parts: a small service with two consumers, a double of Plivo's API, a PostgreSQL of its own. Nothing outside of this machine is asked, everything is taken away again.",
    )
    .option("--keep", "write the evidence reports to ./stanch-drill")
    .option("-o, --output <folder>", "write them there")
    .option("--json", "tell what happened as JSON, with timings")
    .action(async (options: { keep?: boolean; output?: string; json?: boolean }) => {
      // The program's own --json (of --version) takes it first.
      const json = options.json ?? root.opts<{ json?: boolean }>().json ?? false;
      exit(await (await import("./drill.ts")).drillCommand({ ...options, json }, context));
    });
}
