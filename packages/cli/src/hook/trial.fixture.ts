import { execFileSync, spawnSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { type HookType, type Program, gitNames, hookScript } from "@stanch/hooks/install";
import { fake } from "@stanch/model";
import { afterAll, beforeAll, expect } from "vitest";

const root = fileURLToPath(new URL("../../../..", import.meta.url));

/** A folder that is gone when the test file ends; also the home of its user. */
export const home = realpathSync(mkdtempSync(join(tmpdir(), "stanch-hooks-")));
/** The program as users have it: git starts it dozens of times. */
export const script = join(home, "dist", "stanch.mjs");

// Built once for all test files, by the launcher that knows whether it has to; a copy, which no later build changes.
beforeAll(() => {
  execFileSync(join(root, "stanch"), ["--version"], { stdio: ["ignore", "ignore", "pipe"] });
  cpSync(join(root, "dist"), join(home, "dist"), { recursive: true });
}, 120_000);
afterAll(() => {
  rmSync(home, { recursive: true, force: true, maxRetries: 3 });
});

/** Text that holds a secret; equal numbers give equal ones. */
export function secret(n: number): string {
  return `PLIVO_AUTH_ID=${fake("MA[A-Z0-9]{18}", n)}\nPLIVO_AUTH_TOKEN=${token(n)}\n`;
}

export const token = (n: number): string => fake("[A-Za-z0-9]{40}", n + 1000);

export interface Ran {
  readonly code: number | null;
  /** Both streams. */
  readonly said: string;
}

export interface RunOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string | Uint8Array;
  readonly cwd?: string;
}

const ENV = {
  PATH: process.env["PATH"] ?? "",
  HOME: home,
  XDG_CONFIG_HOME: join(home, ".config"),
  GIT_CONFIG_NOSYSTEM: "1",
  GIT_TERMINAL_PROMPT: "0",
  GIT_AUTHOR_NAME: "Ann",
  GIT_AUTHOR_EMAIL: "ann@example.test",
  GIT_COMMITTER_NAME: "Com",
  GIT_COMMITTER_EMAIL: "com@example.test",
  STANCH_FINGERPRINT_KEY: "a key of the tests",
};

/** Runs a program to its end. */
export function run(file: string, args: readonly string[], { env = {}, input = "", cwd = home }: RunOptions = {}): Ran {
  const ran = spawnSync(file, args, { cwd, env: { ...ENV, ...env }, input, timeout: 60_000, maxBuffer: 1 << 28 });
  if (ran.error !== undefined) throw ran.error;
  return { code: ran.status, said: `${ran.stdout.toString()}${ran.stderr.toString()}` };
}

const SETTINGS = ["-c", "protocol.file.allow=always", "-c", "commit.gpgsign=false", "-c", "advice.detachedHead=false", "-c", "gc.auto=0"];

export function git(folder: string, args: readonly string[], options: RunOptions = {}): Ran {
  return run("git", ["-C", folder, ...SETTINGS, ...args], options);
}

/** The same where it has to end well; gives what it printed, without the last line feed. */
export function must(folder: string, args: readonly string[], options: RunOptions = {}): string {
  const ran = git(folder, args, options);
  if (ran.code !== 0) throw new Error(`git ${args.join(" ")}: ${ran.said}`);
  return ran.said.replace(/\n$/, "");
}

export function stanch(folder: string, args: readonly string[], options: RunOptions = {}): Ran {
  return run(process.execPath, [script, ...args], { ...options, cwd: folder });
}

export function write(folder: string, files: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
}

let count = 0;

/** A new repository with a first commit. */
export function repository(...initArgs: readonly string[]): string {
  const folder = join(home, `repository-${count++}`);
  mkdirSync(folder);
  must(folder, ["init", "-q", "-b", "main", ...initArgs]);
  write(folder, { "first.txt": "first\n" });
  must(folder, ["add", "."]);
  must(folder, ["commit", "-q", "-m", "first"]);
  return folder;
}

export function bareRepository(...initArgs: readonly string[]): string {
  const folder = join(home, `bare-${count++}.git`);
  must(home, ["init", "-q", "--bare", "-b", "main", ...initArgs, folder]);
  return folder;
}

export const program = (args: readonly string[] = []): Program => ({ node: process.execPath, script, args });

/** The hook alone, without what installing tries. */
export function hook(folder: string, type: HookType, args: readonly string[] = []): void {
  const hooks = join(folder, must(folder, ["rev-parse", "--is-bare-repository"]) === "true" ? "hooks" : ".git/hooks");
  mkdirSync(hooks, { recursive: true });
  for (const name of gitNames(type)) writeFileSync(join(hooks, name), hookScript(name, program(args)), { mode: 0o755 });
}

/** Writes files, and commits all that changed past the hooks. Gives the commit's id. */
export function commit(folder: string, files: Readonly<Record<string, string | Uint8Array>>): string {
  write(folder, files);
  must(folder, ["add", "-A", "-f"]);
  must(folder, ["commit", "-q", "--no-verify", "--allow-empty", "-m", "change"]);
  return must(folder, ["rev-parse", "HEAD"]);
}

export const push = (folder: string, ...args: readonly string[]): Ran => git(folder, ["push", ...args]);

/** Git was stopped by us: it says so, and names the places. */
export function halts(ran: Ran, sentence: string, ...places: readonly string[]): void {
  expect(ran.said).toContain(sentence);
  for (const place of places) expect(ran.said).toContain(place);
  expect(ran.code).not.toBe(0);
}

export function passes(ran: Ran): void {
  expect(ran.said).not.toContain("stanch");
  expect(ran.code).toBe(0);
}

export const refsOf = (bare: string): string => must(bare, ["for-each-ref", "--format=%(refname)"]);
