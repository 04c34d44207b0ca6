import { appendFileSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { AppError } from "@stanch/model";
import { type Json, at, listAt, numberAt, textAt } from "@stanch/sources/hosts";
import type { Place } from "../collect.ts";
import type { LocatedMatch } from "../locate.ts";
import type { Counts, RepositoryState } from "../scan.ts";
import { takeLock } from "./lock.ts";
import { Seal } from "./seal.ts";

/** What a piece of work gave: kept until a run has told all of it. */
export interface Gained {
  /** The unit it belongs to, as its path. */
  readonly unit: string;
  readonly hits: readonly (readonly [Place, LocatedMatch])[];
  readonly skips: readonly (readonly [reason: string, where: string, count: number])[];
  readonly read: Counts;
  readonly repository?: RepositoryState;
}

/** For which scan a state is: of another one it would leave out what was never looked at. */
export interface StateHead {
  readonly target: string;
  readonly host: string;
  readonly detectors: string;
}

const VERSION = 1;

/**
 * What a host's last run saw, as lines of JSON: each says how far one list or repository is read, together with what was found
 * on the way, so that a kill between two lines loses neither. A line that a kill cut off counts as not written.
 */
export class HostState {
  readonly #file: string;
  readonly #head: StateHead;
  readonly #seal: Seal | undefined;
  readonly #cursors = new Map<string, Json>();
  readonly #unlock: () => void;
  /** Of a run that did not come to its end. */
  readonly gained: readonly Gained[];
  /** What that run had read something of. */
  readonly resumed: ReadonlySet<string>;

  /** Throws USAGE where another run is at it, SOURCE_UNREADABLE where it cannot be written. */
  static open(file: string, head: StateHead, key: Uint8Array | undefined): HostState {
    const unlock = writable(file, () => takeLock(`${file}.lock`));
    if (unlock === undefined)
      throw new AppError("USAGE", {
        what: "Another run reads this host just now",
        where: file,
        next: "Wait for it to end, or name another file with --state.",
      });
    return new HostState(file, head, key, unlock);
  }

  private constructor(file: string, head: StateHead, key: Uint8Array | undefined, unlock: () => void) {
    this.#file = file;
    this.#head = head;
    this.#seal = key === undefined ? undefined : new Seal(key);
    this.#unlock = unlock;
    const lines = linesOf(file);
    const told = lines[0];
    const isOurs =
      at(told, "stanch") === "hosts" &&
      at(told, "version") === VERSION &&
      (["target", "host", "detectors"] as const).every((name) => at(told, name) === head[name]);
    const gained = isOurs ? lines.slice(1).map((line) => this.#take(line)) : [];
    if (isOurs && !gained.includes("sealed")) {
      this.gained = gained.flatMap((one) => (typeof one === "object" ? [one] : []));
      this.resumed = new Set(lines.flatMap((line) => (at(line, "u") === undefined ? [] : [textAt(line, "k") ?? ""])));
      // A cut line at the end would take the next one with it.
      this.#rewrite(lines.slice(1));
      return;
    }
    this.#cursors.clear();
    this.gained = [];
    this.resumed = new Set();
    this.#rewrite([]);
  }

  get(key: string): Json | undefined {
    return this.#cursors.get(key);
  }

  /** Says how far `key` is read, and what that gave. */
  put(key: string, cursor: Json, gained?: Gained): void {
    this.#cursors.set(key, cursor);
    const line: Record<string, unknown> = { k: key, v: cursor };
    if (gained !== undefined) {
      const { unit, hits, skips, read, repository } = gained;
      Object.assign(line, { u: unit, s: skips, r: read, ...(repository === undefined ? {} : { g: repository }) });
      // Without a key nothing may be written: that piece is read again after a kill.
      if (hits.length > 0) line["h"] = this.#seal?.close(JSON.stringify(hits)) ?? "";
    }
    writable(this.#file, () => {
      appendFileSync(this.#file, `${JSON.stringify(line)}\n`, { mode: 0o600 });
    });
  }

  /** A run told all that it found: what is kept is how far it is read. */
  finish(): void {
    this.#rewrite([...this.#cursors].map(([k, v]) => ({ k, v })));
    this.close();
  }

  close(): void {
    this.#unlock();
  }

  /** "sealed": the line cannot be opened, and what was found there would be lost. */
  #take(line: unknown): Gained | "cursor" | "sealed" {
    const key = textAt(line, "k");
    if (key === undefined) return "sealed";
    this.#cursors.set(key, at(line, "v") as Json); // written by put
    const unit = textAt(line, "u");
    if (unit === undefined) return "cursor";
    const sealed = textAt(line, "h");
    const opened = sealed === undefined ? "[]" : this.#seal?.open(sealed);
    if (opened === undefined) return "sealed";
    return {
      unit,
      hits: JSON.parse(opened) as Gained["hits"], // sealed by put: nobody else could
      skips: listAt(line, "s").map((skip) => [textAt(skip, "0") ?? "", textAt(skip, "1") ?? "", numberAt(skip, "2") ?? 1] as const),
      read: at(line, "r") as Counts, // written by put
      ...(at(line, "g") === undefined ? {} : { repository: at(line, "g") as RepositoryState }),
    };
  }

  #rewrite(lines: readonly unknown[]): void {
    const head = { stanch: "hosts", version: VERSION, ...this.#head };
    writable(this.#file, () => {
      writeFileSync(`${this.#file}.new`, [head, ...lines].map((line) => `${JSON.stringify(line)}\n`).join(""), { mode: 0o600 });
      renameSync(`${this.#file}.new`, this.#file);
    });
  }
}

function linesOf(file: string): unknown[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return [];
  }
  const lines: unknown[] = [];
  for (const line of text.split("\n").slice(0, -1)) {
    try {
      lines.push(JSON.parse(line));
    } catch {
      return lines; // what follows a broken line was written on it
    }
  }
  return lines;
}

function writable<T>(file: string, write: () => T): T {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    return write();
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown error";
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: `Cannot write what was read of the host: ${code}`,
      where: file,
      next: "Free some space, or name another file with --state.",
      cause: error,
    });
  }
}
