import { type Command, Option } from "commander";
import type { Context } from "../io.ts";
import type { CiCommandOptions } from "../ci/ci.ts";
import { collect } from "./scan-options.ts";

/** `ci`: what it takes. Its code is loaded when it is called. */
export function addCiCommand(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("ci")
    .summary("scan what a CI job is about: knows its system, finds the range of commits, writes the reports that it reads")
    .description(
      "Looks at the commits that a push or pull request brings, as the job's variables and the clone tell. Exit code: 0 clean, 1 findings, 2 stanch failed.",
    )
    .argument("[path]", "the clone (default: the current folder)")
    .option("--print-config <system>", "print what to paste into that system's file, and do nothing else; `list` names all")
    .option("--repository <address>", "with --print-config: where stanch is cloned from")
    .option("--revision <commit>", "with --print-config: which of its commits")
    .option("--system <id>", "take the job for one of this system")
    .option("--base <revision>", "scan what HEAD's commit has and this one not (also: STANCH_CI_BASE, where a system hands it over)")
    .option("--remote <name>", "whose commits may be fetched where the clone is shallow (default: origin, or the only one)")
    .option("--no-fetch", "fetch nothing: a shallow clone is scanned as far as it goes")
    .option("--require-range", "fail where no base is known, rather than scan everything that the commit reaches")
    .option("--reports <folder>", "where the files go that this system reads (default: stanch-reports)")
    .option("--no-reports", "write none of them")
    .option("--no-annotations", "no log commands and no step summary")
    .option("--include <glob>", "scan only paths that match; may be repeated", collect)
    .option("--exclude <glob>", "leave out paths that match; may be repeated", collect)
    .option("--config <file>", "configuration (default: stanch.config.* in the clone; of the base, where a fork wrote the pull request)")
    .option("--no-config", "read no configuration")
    .option("--baseline <file>", "known findings: still counted, only new ones fail")
    .option("--format <name>", "what goes to standard output, as for `scan`", "text")
    .option("--output <format=file>", "write one more report to a file; may be repeated", collect)
    .option("--detector <id>", "run only these detectors; may be repeated", collect)
    .addOption(new Option("--min-severity <level>", "leave out what is less harmful").choices(["low", "medium", "high", "critical"]))
    .option("--min-confidence <0..1>", "leave out what is less certain (default 0.5)")
    .addOption(new Option("--fail-on <level>", "exit 1 only from this severity on").choices(["low", "medium", "high", "critical", "never"]))
    .option("--verify", "ask the providers whether the secrets are valid: sends them over the network to their own issuer")
    .option("--threads <n>", "worker threads (default: one a core)")
    .option(
      "--server <url>",
      "report the findings to this stanch server, too (API token in STANCH_TOKEN); a report that does not arrive fails the job",
    )
    .option(
      "--write-back <what>",
      "tell the code host: some of checks,review,status,sarif, by commas (GitHub Actions, GitLab CI, Bitbucket Pipelines; needs a token that may write)",
    )
    .option("--receipt <file>", "write what was read and what was not, as JSON")
    .option("--sign <key>", "sign the receipt: file of an ed25519 private key in PEM (`stanch receipt keygen` makes one)")
    .option("--full", "text: every finding in full")
    .option("--quiet", "say nothing of the range and no notices")
    .option("--no-color", "no colours")
    .action(async (path: string | undefined, options: CiCommandOptions) => {
      const { ciCommand } = await import("../ci/ci.ts");
      exit(await ciCommand(path, options, context));
    });
}
