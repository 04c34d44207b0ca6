import { type Command, Option } from "commander";
import type { Context } from "../io.ts";
import type { ScanCommandOptions } from "./scan.ts";

/** `scan`: what it takes. Its code is loaded when it is called. */
export function addScanCommand(root: Command, context: Context, exit: (code: number) => void): void {
  root
    .command("scan")
    .summary("find secrets in files, folders, repositories with their whole history, container images, or standard input (-)")
    .description(
      "Scans files and, where PATH is a git repository, its whole history too. `scan dockerfile PATH` tells what a Dockerfile would put into an image. Exit code: 0 clean, 1 findings, 2 stanch failed.",
    )
    .argument(
      "[path...]",
      "what to scan; `-` is standard input, image:REF a container image, github:OWNER[/REPO] a code host, s3://, npm:, pypi:, maven:, postgres:// and export: what docs/places.md says (default: the current folder)",
    )
    .option("--history <full|none|range>", "full history, none, or a git revision range such as main..HEAD (default: full)")
    .option("--staged", "only what the index changes against HEAD, for hooks")
    .option("--since <date>", "history: only commits after it")
    .option("--branch <name>", "history: only what this branch reaches")
    .option("--all-objects", "history: also objects that no ref reaches")
    .option("--include <glob>", "scan only paths that match; may be repeated", collect)
    .option("--exclude <glob>", "leave out paths that match; may be repeated", collect)
    .option(
      "--log <file>",
      "a CI log (`-`: standard input): without colours and times, with wrapped lines joined; may be repeated",
      collect,
    )
    .option("--packed [folder]", "exactly the files that `npm pack` would ship of the package there (default: the current folder)")
    .option("--dependency-folders", "scan node_modules and the like too")
    .option("--skip-git-ignored", "leave out what .gitignore names (.env lives there)")
    .option("--skip-binary", "leave out binary files; by default the strings in them are scanned")
    .option("--max-file-size <size>", "larger files are streamed in windows, not skipped (default: 64MiB)")
    .option("--threads <n>", "worker threads (default: one a core)")
    .option("--config <file>", "configuration (default: stanch.config.* in the scanned root)")
    .option("--no-config", "read no configuration")
    .option("--baseline <file>", "known findings: still counted, only new ones fail")
    .option("--write-baseline <file>", "accept what is found now as known")
    .option(
      "--format <name>",
      "text, json, jsonl, sarif, gitlab, junit, csv, markdown, html, codequality, bitbucket; for a CI log: github, azure, teamcity",
      "text",
    )
    .option("--output <format=file>", "write a report to a file; may be repeated", collect)
    .option("--platform <os/arch>", "image: only this platform, such as linux/amd64 (default: all)")
    .option("--credential-helpers", "image: let the program be started that keeps docker's log-in (credsStore, credHelpers)")
    .option("--allow-private-registry", "image: the registry may be in a private network, or on this machine")
    .option("--plain-http", "image: ask the registry without TLS")
    .option("--host <url>", "github, gitlab, bitbucket: a self-managed one")
    .option("--parts <list>", "code host: only some of git,wiki,issues,releases,snippets,variables,logs")
    .option("--state <file>", "code host: keep what was read here, so that the next run reads what is new")
    .option("--cache-dir <folder>", "code host: keep clones here")
    .option("--cache-size <size>", "code host: at most that much of them (default: 10GiB)")
    .option("--allow-private", "code host: it may be in a private network, or on this machine")
    .option("--endpoint <url>", "s3: the bucket's server, where it is not AWS")
    .option("--all-versions", "npm, pypi, maven: every version that the registry lists (default: the newest)")
    .option("--sample <rows>", "postgres: at most that many rows of each table, taken all over it (default: all)")
    .option("--detector <id>", "run only these detectors; may be repeated", collect)
    .addOption(new Option("--min-severity <level>", "leave out what is less harmful").choices(["low", "medium", "high", "critical"]))
    .option("--min-confidence <0..1>", "leave out what is less certain (default 0.5)")
    .option("--audit", "show every confidence")
    .addOption(new Option("--fail-on <level>", "exit 1 only from this severity on").choices(["low", "medium", "high", "critical", "never"]))
    .option("--verify", "ask the providers whether the secrets are valid: sends them over the network to their own issuer")
    .option("--verify-costly", "as --verify, and also the checks that issue a token or cost the owner money")
    .option("--receipt <file>", "write what was read and what was not, as JSON")
    .option("--sign <key>", "sign the receipt: file of an ed25519 private key in PEM (`stanch receipt keygen` makes one)")
    .option("--full", "text: every finding in full")
    .option("--quiet", "no summary and no progress")
    .option("--no-color", "no colours")
    .option("--progress", "draw progress even when stderr is no terminal")
    .option("--no-progress", "draw none")
    .action(async (paths: string[], options: ScanCommandOptions) => {
      const [first, ...dockerfiles] = paths;
      if (first === "dockerfile" && dockerfiles.length > 0) {
        const { dockerfileCommand } = await import("./scan-dockerfile.ts");
        return exit(await dockerfileCommand(dockerfiles, options, context));
      }
      const { scanCommand } = await import("./scan.ts");
      exit(await scanCommand([...paths, ...named(options)], options, context));
    });
}

/** What options name in place of a path. */
function named({ log = [], packed }: ScanCommandOptions): string[] {
  const folder = packed === true ? "." : packed;
  return [...log.map((file) => `log:${file}`), ...(folder === undefined ? [] : [`packed:${folder}`])];
}

/** For options that may be repeated. */
export function collect(value: string, before: string[] | undefined): string[] {
  return [...(before ?? []), value];
}
