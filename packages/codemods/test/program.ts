import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fake } from "@stanch/model";
import { type Helper, type Project, type Target, applyEdits, codemodFor } from "../src/index.ts";

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/** Values of `{{1}}` to `{{9}}` in a program's files; the variable of the first is SECRET_1. */
export function filled(template: string): string {
  return template.replace(/\{\{(\d)\}\}/g, (_, digit: string) => valueOf(digit));
}

export function valueOf(digit: string): string {
  return fake("[A-Za-z0-9]{40}", Number(digit) + 70);
}

/** Whether a program is here; when not, the reason is printed: a test that is left out says so. */
export function has(program: string, ...args: string[]): boolean {
  const isHere = spawnSync(program, args, { stdio: "ignore" }).status === 0;
  if (!isHere) process.stderr.write(`${program} is not on this machine: its programs are not run\n`);
  return isHere;
}

/** A folder with a program's files, before or after its codemods. */
export class Program {
  readonly folder: string;
  readonly #files: Map<string, string>;

  constructor(files: Readonly<Record<string, string>>) {
    this.folder = mkdtempSync(join(tmpdir(), "stanch-codemod-"));
    this.#files = new Map(Object.entries(files));
    for (const [path, template] of this.#files) this.#write(path, filled(template));
  }

  #write(path: string, text: string): void {
    mkdirSync(dirname(join(this.folder, path)), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** Takes the secrets of every file out, as `stanch fix` does: all files are planned before one is written. */
  async fix(helper?: Target["helper"]): Promise<void> {
    await this.#fix(() => helper);
  }

  /** The same, each secret by a helper of its own variable. */
  async fixEach(helperFor: (variable: string) => Helper | undefined): Promise<void> {
    await this.#fix((variable) => () => helperFor(variable) ?? "there is none");
  }

  async #fix(helperFor: (variable: string) => Target["helper"]): Promise<void> {
    const made = [];
    for (const [path, template] of this.#files) {
      const text = filled(template);
      const codemod = codemodFor(path, text);
      const targets = targetsOf(template, helperFor);
      if (targets.length === 0 || codemod === undefined) continue;
      const rewrite = await codemod.rewrite({ path, text }, targets, projectOf(this.folder));
      if (rewrite.refusals.length > 0) throw new Error(rewrite.refusals.map(({ reason }) => reason).join("; "));
      made.push({ path, text: applyEdits(text, rewrite.edits) }, ...rewrite.files);
    }
    for (const { path, text } of made) this.#write(path, text);
    const all = this.texts();
    for (const digit of "123456789")
      if (all.some((text) => text.includes(valueOf(digit)))) throw new Error(`secret ${digit} is still there`);
  }

  texts(): string[] {
    return readdirSync(this.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8"));
  }

  /** Runs a command in the folder, with the secrets in its environment or without them. */
  run(
    command: readonly string[],
    withSecrets: boolean,
  ): { readonly status: number | null; readonly stdout: string; readonly stderr: string } {
    const [program = "", ...args] = command;
    const secrets = withSecrets ? Object.fromEntries(DIGITS.map((digit) => [`SECRET_${digit}`, valueOf(digit)])) : {};
    return spawnSync(program, args, { cwd: this.folder, encoding: "utf8", env: { ...process.env, ...secrets } });
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function targetsOf(template: string, helperFor: (variable: string) => Target["helper"]): Target[] {
  let grown = 0;
  return [...template.matchAll(/\{\{(\d)\}\}/g)].map((found, index): Target => {
    const value = valueOf(found[1] ?? "");
    const start = found.index + grown;
    grown += value.length - found[0].length;
    const variable = `SECRET_${found[1] ?? ""}`;
    const helper = helperFor(variable);
    const place = { id: `t${index}`, start, end: start + value.length, value, title: "Secret", variable };
    return helper === undefined ? place : { ...place, helper };
  });
}

function projectOf(folder: string): Project {
  return {
    read: (path) => {
      try {
        return readFileSync(join(folder, path), "utf8");
      } catch {
        return undefined;
      }
    },
    list: (path) => {
      try {
        return readdirSync(join(folder, path));
      } catch {
        return [];
      }
    },
  };
}
