import { spawn } from "node:child_process";
import { constants, accessSync, statSync } from "node:fs";
import { delimiter, isAbsolute, join } from "node:path";

type Env = Readonly<Record<string, string | undefined>>;

export interface Ran {
  /** Undefined when a signal ended it, as after the time is over. */
  readonly code: number | undefined;
  readonly out: Buffer;
  /** What it wrote on its standard error; may quote what it was given. */
  readonly told: string;
}

const TIMEOUT_MS = 60_000;
const MOST_BYTES = 67_108_864;

/**
 * Where the program lies on PATH; undefined when it does not. Only absolute folders are looked into, and never the current
 * one, as Windows would by itself: a repository is not to bring its own `sops.exe`.
 */
export function programOnPath(name: string, env: Env): string | undefined {
  const isWindows = process.platform === "win32";
  const path = env["PATH"] ?? env["Path"] ?? "";
  const files = path
    .split(delimiter)
    .filter(isAbsolute)
    .map((folder) => join(folder, isWindows && !/\.exe$/i.test(name) ? `${name}.exe` : name));
  return files.find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** Runs a program to its end, `input` on its standard input: what is secret is never an argument. Rejects when it cannot be started. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: { readonly env: Env; readonly cwd?: string; readonly input?: string | Uint8Array },
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const { env, cwd, input } = options;
    const child = spawn(file, args, {
      env,
      stdio: ["pipe", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
      windowsHide: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
    const out: Buffer[] = [];
    let sizeBytes = 0;
    let told = "";
    child.stdout.on("data", (chunk: Buffer) => {
      out.push(chunk);
      sizeBytes += chunk.length;
      if (sizeBytes > MOST_BYTES) child.kill();
    });
    child.stderr.on("data", (chunk: Buffer) => (told = `${told}${chunk.toString()}`.slice(0, 8192)));
    child.stdin.on("error", () => undefined); // it ended before it read all: its exit code tells why
    child.on("error", reject);
    child.on("close", (code) => {
      resolve({ code: code ?? undefined, out: Buffer.concat(out), told });
    });
    child.stdin.end(input);
  });
}
