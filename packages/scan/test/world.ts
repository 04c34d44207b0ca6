import { execFileSync, spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { enableCompileCache } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type AppError, type Detector, fake } from "@stanch/model";
import { afterAll } from "vitest";
import { mergeOccurrences } from "../src/collect.ts";
import { type Coverage, type ScanOptions, scan } from "../src/scan.ts";

// Each thread and process loads all detectors from their sources: 0.9 s, and 0.4 s with what another compiled before.
const COMPILED = new URL("../../../node_modules/.cache/stanch-tests", import.meta.url).pathname;
enableCompileCache(COMPILED);

/** One detector of our own: what a test puts into a file is then all that can be found in it. */
export const sample: Detector = {
  id: "sample",
  title: "Sample token",
  provider: "sample",
  category: "generic",
  severity: "high",
  opens: "nothing",
  prefixes: ["sample_"],
  pattern: /\bsample_[a-z0-9]{20}\b/,
  examples: [],
  counterExamples: [],
  references: [],
};

export const workerEntry = new URL("../src/worker-main.ts", import.meta.url);

/** A secret of `sample`; equal numbers give equal secrets. */
export const token = (n: number): string => fake("sample_[a-z0-9]{20}", n);

/** A folder that is gone when the test file ends. */
export function scratch(): string {
  const folder = mkdtempSync(join(tmpdir(), "stanch-test-"));
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  });
  return folder;
}

/** Writes files (and the folders above them) below `root`. */
export function write(root: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

export interface Told {
  /** `path:line:column` of every occurrence, of every finding by its secret. */
  readonly found: Readonly<Record<string, readonly string[]>>;
  readonly occurrences: Readonly<Record<string, readonly ReturnType<typeof mergeOccurrences>[number]["occurrence"][]>>;
  readonly skipped: Readonly<Record<string, readonly string[]>>;
  readonly coverage: Coverage;
  readonly complete: boolean;
  readonly failures: readonly AppError[];
}

/** Scans with the sample detector in this thread, files only, unless told otherwise. */
export async function scanned(paths: readonly string[], options: Partial<ScanOptions> = {}): Promise<Told> {
  const outcome = await scan({
    paths,
    history: "none",
    wants: () => "yes",
    dependencyFolders: "skip",
    maxFileBytes: 67_108_864,
    skipBinary: false,
    threads: 0,
    detectors: [sample],
    customDetectors: [sample],
    workerEntry,
    ...options,
  });
  const merged = outcome.findings.map(
    (open) => [open.secret.reveal(), mergeOccurrences(open).map(({ occurrence }) => occurrence)] as const,
  );
  return {
    occurrences: Object.fromEntries(merged),
    found: Object.fromEntries(
      merged.map(([secret, all]) => [secret, all.map(({ path, line, column }) => `${path}:${line}:${column}`).sort()]),
    ),
    skipped: Object.fromEntries([...outcome.coverage.skipped].map(([reason, { examples }]) => [reason, examples.toSorted()])),
    coverage: outcome.coverage,
    complete: outcome.complete,
    failures: outcome.failures,
  };
}

/** What git does without asking anybody's configuration. */
const GIT_ENV = {
  PATH: process.env["PATH"] ?? "",
  HOME: "/nonexistent",
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_CONFIG_GLOBAL: "/dev/null",
  GIT_TERMINAL_PROMPT: "0",
};

export interface GitRun {
  readonly author?: string;
  /** Author and committer date, as git reads it. */
  readonly date?: string;
  readonly input?: string | Uint8Array;
}

/** Runs git in a folder and gives what it prints, without the last line feed. */
export function git(
  folder: string,
  args: readonly string[],
  { author = "Ann", date = "2024-01-01T00:00:00Z", input }: GitRun = {},
): string {
  const email = `${author.toLowerCase()}@example.test`;
  return execFileSync("git", ["-C", folder, "-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false", ...args], {
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 30_000,
    stdio: ["pipe", "pipe", "ignore"],
    env: {
      ...GIT_ENV,
      GIT_AUTHOR_NAME: author,
      GIT_AUTHOR_EMAIL: email,
      GIT_COMMITTER_NAME: "Com Mitter",
      GIT_COMMITTER_EMAIL: "committer@example.test",
      GIT_AUTHOR_DATE: date,
      GIT_COMMITTER_DATE: date,
    },
    ...(input === undefined ? {} : { input }),
  }).replace(/\n$/, "");
}

/** Writes files, commits all that changed and gives the commit's id. */
export function commit(
  folder: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  run: GitRun & { readonly message?: string } = {},
): string {
  write(folder, files);
  git(folder, ["add", "-A", "-f"]);
  git(folder, ["commit", "-q", "--allow-empty", "-m", run.message ?? "change"], run);
  return git(folder, ["rev-parse", "HEAD"]);
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const MAIN = new URL("../../cli/src/main.ts", import.meta.url).pathname;

export interface CliRun {
  readonly cwd?: string;
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly uid?: number;
  /** Called with the process once it runs. */
  readonly during?: (child: ReturnType<typeof spawn>) => void;
  readonly stdout?: number;
  readonly limitMs?: number;
}

/** Runs the command line as a process of its own. */
export async function stanch(args: readonly string[], run: CliRun = {}): Promise<Ended> {
  const child = spawn(process.execPath, [MAIN, ...args], {
    cwd: run.cwd ?? tmpdir(),
    env: {
      PATH: process.env["PATH"] ?? "",
      HOME: "/nonexistent",
      NODE_COMPILE_CACHE: COMPILED,
      STANCH_FINGERPRINT_KEY: "a key of the tests",
      ...run.env,
    },
    stdio: ["pipe", run.stdout ?? "pipe", "pipe"],
    ...(run.uid === undefined ? {} : { uid: run.uid, gid: run.uid }),
  });
  const text = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (part: string) => (text.stdout += part));
  child.stderr?.setEncoding("utf8").on("data", (part: string) => (text.stderr += part));
  child.stdin?.on("error", () => {}); // it may end without having read everything
  child.stdin?.end(run.input ?? "");
  run.during?.(child);
  const timer = setTimeout(() => child.kill("SIGKILL"), run.limitMs ?? 30_000);
  const [code, signal] = await new Promise<[number | null, NodeJS.Signals | null]>((resolve) => {
    child.on("close", (...ended) => {
      resolve(ended);
    });
  });
  clearTimeout(timer);
  return { code, signal, ...text };
}
