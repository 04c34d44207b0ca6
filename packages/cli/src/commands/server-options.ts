import { type Command, Option } from "commander";
import type { Context } from "../io.ts";
import type { PushOptions } from "./push.ts";

export interface ServerCommandOptions {
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly url?: string;
}

/** `server`, `worker`, `push`, `audit`: what they take. Their code is loaded when one of them is called. */
export function addServerCommands(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("server")
    .summary("start the server: incidents, people, API, with a PostgreSQL of its own or yours (DATABASE_URL)")
    .description("Starts everything and answers until it is told to stop. All settings are environment variables: see docs/server.md.")
    .option("--host <address>", "where to listen (default 127.0.0.1)")
    .option("--port <n>", "port (default 4747; 0 takes a free one)")
    .option("--data <folder>", "where the embedded database and keys are kept (default ~/.local/share/stanch)")
    .option("--url <address>", "how browsers reach the server, where that is not the address it listens on")
    .action(async (options: ServerCommandOptions) => {
      const { serverCommand } = await import("./server.ts");
      exit(await serverCommand(options, context, new Set(root.commands.map((command) => command.name()))));
    });

  root
    .command("worker")
    .summary("work on the queues of a server's database: scans and remediations, here or on another machine")
    .description(
      "Answers only /health, /ready and /metrics. Takes the settings of the server: DATABASE_URL and STANCH_SECRET must be the same.",
    )
    .option("--host <address>", "where its health is answered (default 127.0.0.1)")
    .option("--port <n>", "port of that (default 4747; 0 takes a free one)")
    .option("--data <folder>", "where keys are kept (default ~/.local/share/stanch)")
    .action(async (options: ServerCommandOptions) => {
      const { workerCommand } = await import("./server.ts");
      exit(await workerCommand(options, context, new Set(root.commands.map((command) => command.name()))));
    });

  root
    .command("push")
    .summary("send a report's findings, or those of a new scan, to a server: masks and fingerprints, no secret in clear")
    .argument("[report]", "a report of `stanch scan --format json` or jsonl")
    .option("--scan <path>", "scan this and push what is found")
    .option("--server <url>", "the server (default: STANCH_SERVER, else http://127.0.0.1:4747)")
    .option("--workspace <id>", "the workspace (default: the token's)")
    .option("--repository <name>", "what it is of, the same on every machine (with --scan: default its remote's name, else the folder's)")
    .addOption(new Option("--exposure <who>", "who can read the repository").choices(["public", "internal", "restricted"]))
    .addHelpText("after", "\nThe API token is read from STANCH_TOKEN.")
    .action(async (report: string | undefined, options: PushOptions) => {
      const { pushCommand } = await import("./push.ts");
      exit(await pushCommand(report, options));
    });

  const audit = root.command("audit").summary("check and fetch the audit log of a server's workspace");
  audit
    .command("verify")
    .summary("prove an exported log: that no entry was changed, removed or put between; exit code 1 when one was")
    .argument("<file>", "JSON lines of `stanch audit export`, or - for standard input")
    .option("--head <seq:hash>", "an entry that was noted earlier: proves that the end was not cut off")
    .action(async (file: string, options: { head?: string }) => {
      const { auditVerifyCommand } = await import("./audit.ts");
      exit(await auditVerifyCommand(file, options.head));
    });
  audit
    .command("export")
    .summary("write the whole log of a workspace as JSON lines to standard output")
    .option("--server <url>", "the server (default: STANCH_SERVER, else http://127.0.0.1:4747)")
    .option("--workspace <id>", "the workspace (default: the token's)")
    .addHelpText("after", "\nThe API token is read from STANCH_TOKEN.")
    .action(async (options: { server?: string; workspace?: string }) => {
      const { auditExportCommand } = await import("./audit.ts");
      exit(await auditExportCommand(options));
    });
}
