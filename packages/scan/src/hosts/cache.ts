import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import { folderBytes } from "@stanch/sources/hosts";
import { takeLock } from "./lock.ts";

const USED = "stanch-used";
const LOCK = "stanch-lock";

/** Bare clones that later runs only bring up to date. Those that were used longest ago go when it is full. */
export class GitCache {
  readonly #folder: string;
  readonly #mostBytes: number;

  constructor(folder: string, mostBytes: number) {
    this.#folder = join(folder, "git");
    this.#mostBytes = mostBytes;
    try {
      mkdirSync(this.#folder, { recursive: true, mode: 0o700 });
    } catch (cause) {
      throw new AppError("OUTPUT_UNWRITABLE", {
        what: "There is no folder for clones, and it cannot be made",
        where: this.#folder,
        next: "Name another one with --cache-dir.",
        cause,
      });
    }
  }

  /** What one repository may take at the most. */
  get mostBytes(): number {
    return Math.max(this.#mostBytes, LEAST_BYTES);
  }

  /** The folder for a repository, and what is to be called when it is no longer needed. Throws USAGE where another process has it. */
  take(url: URL, path: string): { readonly folder: string; readonly release: () => void } {
    const name = `${path.replace(/[^\w.-]+/g, "-").slice(-60)}-${createHash("sha256").update(url.href).digest("hex").slice(0, 16)}.git`;
    const folder = join(this.#folder, name);
    const unlock = takeLock(join(folder, LOCK));
    if (unlock === undefined)
      throw new AppError("USAGE", {
        what: "Another run reads this repository just now",
        where: path,
        next: "Run the same command again when it has ended.",
      });
    return {
      folder,
      release: () => {
        writeFileSync(join(folder, USED), String(folderBytes(folder)));
        unlock();
        this.#evict();
      },
    };
  }

  #evict(): void {
    const kept = readdirSync(this.#folder)
      .filter((name) => name.endsWith(".git"))
      .map((name) => {
        const used = join(this.#folder, name, USED);
        const at = statSync(used, { throwIfNoEntry: false })?.mtimeMs ?? 0;
        return { folder: join(this.#folder, name), at, bytes: at === 0 ? 0 : Number(readFileSync(used, "utf8")) };
      })
      .sort((a, b) => b.at - a.at);
    let sum = 0;
    for (const { folder, bytes } of kept) {
      sum += bytes;
      if (sum > this.#mostBytes && !existsSync(join(folder, LOCK))) rmSync(folder, { recursive: true, force: true });
    }
  }
}

/** Without room for one repository nothing could be read. */
const LEAST_BYTES = 1_073_741_824;
