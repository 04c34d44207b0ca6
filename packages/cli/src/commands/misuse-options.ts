import { type Command, Option } from "commander";
import type { Context } from "../io.ts";
import { collect } from "./scan-options.ts";
import type { MisuseOptions } from "./misuse.ts";

/** `misuse`: what it takes. Its code is loaded when it is called. */
export function addMisuseCommand(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("misuse")
    .summary("was a leaked credential misused? judges records of its use")
    .description(
      "Reads records of a credential's use - log files, or what its issuer keeps (--ask) - and judges what happened since the leak by what the account did before. Files stay on this machine; only --ask uses the network, and says what it will ask. Exit code: 0 no sign in the records read, 1 suspicious or misused, 2 stanch failed.",
    )
    .argument("[log...]", "log files: JSON lines, JSON, CSV, combined access logs, gzip too; - for standard input")
    .option("--ask <issuer>", "fetch records from the issuer's API: see --list; may be repeated", collect)
    .option("--list", "list the issuers and logs that are known, what each tells and what it needs")
    .option("--about <id>", "the credential's public name: key id, Auth ID, accessor, role")
    .option("--leaked-at <time>", "from when on others may have had it (default: 14 days ago)")
    .option("--revoked-at <time>", "when it was made to stop working")
    .option("--from <time>", "begin of the records (default: 90 days ago with --ask, else all)")
    .option("--until <time>", "end of the records (default: now)")
    .option("--time-zone <name>", "of the account, such as Europe/Berlin (default: found from its rhythm)")
    .option("--allow <address>", "the owner's: an address, CIDR block, AS64500 or country:DE; may be repeated", collect)
    .option("--allow-file <file>", "a file with one such entry a line; # begins a comment")
    .option("--networks <file>", "database in the MaxMind format (.mmdb) that tells networks or countries; may be repeated", collect)
    .option("--log-kind <name>", "the logs are an issuer's own export or audit log: see --list")
    .addOption(
      new Option("--log-format <name>", "form of the logs (default: told by the first line)").choices(["json", "csv", "combined", "text"]),
    )
    .option("--mapping <file>", "which fields of the logs mean what, as JSON")
    .option("--currency <code>", "of the costs, such as USD")
    .option("--save <file>", "write the records read, one JSON object a line, for later")
    .addOption(new Option("--format <name>", "how").choices(["text", "json", "markdown"]).default("text"))
    .option("--no-progress", "no progress line")
    .action(async (logs: readonly string[], options: MisuseOptions) => {
      const { misuseCommand } = await import("./misuse.ts");
      exit(await misuseCommand(logs, options, context));
    });
}
