import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding, Receipt } from "@stanch/model";

const MAIN = fileURLToPath(new URL("../../../cli/src/main.ts", import.meta.url));

export interface Ran {
  readonly code: number | null;
  readonly errors: string;
  readonly output: string;
  readonly findings: readonly Finding[];
  readonly receipt: Receipt | undefined;
}

/** The program as a user runs it, in a folder of its own, with a state and a cache that stay from run to run. */
export class Program {
  readonly folder = mkdtempSync(join(tmpdir(), "stanch-hosts-"));
  readonly url: string;
  readonly env: Readonly<Record<string, string>>;

  constructor(url: string, env: Readonly<Record<string, string>> = {}) {
    this.url = url;
    this.env = env;
  }

  get stateFile(): string {
    return join(this.folder, "state.jsonl");
  }

  start(target: string, ...more: readonly string[]): { readonly child: ReturnType<typeof spawn>; readonly ended: Promise<Ran> } {
    const receipt = join(this.folder, "receipt.json");
    rmSync(receipt, { force: true });
    const args = [
      "scan",
      target,
      ...(this.url === "" ? [] : ["--host", this.url]),
      ...(this.env["FORBID"] === undefined ? ["--allow-private"] : []),
      "--state",
      this.stateFile,
      "--cache-dir",
      join(this.folder, "cache"),
      "--format",
      "json",
      "--receipt",
      receipt,
      "--threads",
      "1",
      ...more,
    ];
    const child = spawn(process.execPath, [MAIN, ...args], {
      cwd: this.folder,
      env: {
        PATH: process.env["PATH"],
        HOME: this.folder,
        XDG_CONFIG_HOME: join(this.folder, "config"),
        STANCH_FINGERPRINT_KEY: "a key for these tests",
        ...this.env,
      },
    });
    let output = "";
    let errors = "";
    child.stdout.setEncoding("utf8").on("data", (text: string) => (output += text));
    child.stderr.setEncoding("utf8").on("data", (text: string) => (errors += text));
    const ended = new Promise<Ran>((resolve, reject) => {
      child.once("error", reject);
      child.once("close", (code) => {
        const report: unknown = output === "" ? undefined : JSON.parse(output);
        resolve({
          code,
          output,
          errors,
          findings: (report as { findings?: Finding[] } | undefined)?.findings ?? [],
          receipt: receiptIn(receipt),
        });
      });
    });
    return { child, ended };
  }

  async run(target: string, ...more: readonly string[]): Promise<Ran> {
    return this.start(target, ...more).ended;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function receiptIn(file: string): Receipt | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Receipt; // the program's own, whose form other tests look at
  } catch {
    return undefined;
  }
}

/** Where each finding is, by its mask: the first four characters of the secret are enough to tell planted ones apart. */
export function placesOf(ran: Ran, secrets: ReadonlyMap<string, string>): Map<string, string[]> {
  return new Map(
    [...secrets].map(([place, secret]) => [
      place,
      ran.findings
        .filter(({ masked }) => masked.startsWith(secret.slice(0, 4)))
        .flatMap(({ occurrences }) => occurrences.map(({ path }) => path)),
    ]),
  );
}
