import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { CHECKER_DIGEST, type PatternVerdict, checkPattern } from "@stanch/engine";
import { isInside } from "./inside.ts";

/** Asks whether an expression may run, see `checkPattern`. */
export type Check = (source: string, flags?: string) => Promise<PatternVerdict>;

/** Answers of `checkPattern` that are kept from scan to scan: a pack of 200 rules takes it two seconds. */
export interface Verdicts {
  readonly check: Check;
  /** Writes what is new. Never throws: without it the next scan asks again. */
  readonly save: () => void;
}

export interface VerdictOptions {
  /** This user's own cache folder; undefined: nothing is kept. */
  readonly folder: string | undefined;
  /** Folders that strangers may have written. A cache inside of one is not read. */
  readonly strangers: readonly string[];
}

/** Of 37 bytes each. Beyond it only those of the last scan stay. */
const MOST_KEPT = 20_000;
const KEPT_LINE = /^[0-9a-f]{32}$/;

/**
 * Only "may run" is kept: who is refused has something to mend, and is told why each time. A cache that is broken, or that
 * another user can write, counts as none.
 */
export function verdictsIn({ folder, strangers }: VerdictOptions): Verdicts {
  const own = folder === undefined ? undefined : join(folder, "expressions");
  const file = own === undefined ? undefined : join(own, `${CHECKER_DIGEST}.txt`);
  let known: Set<string> | undefined;
  const asked = new Set<string>();
  let isNew = false;
  const check: Check = async (source, flags = "") => {
    const key = createHash("sha256").update(`${flags}/${source}`).digest("hex").slice(0, 32);
    known ??= own === undefined || file === undefined ? new Set() : readKept(own, file, strangers);
    if (!known.has(key)) {
      const verdict = await checkPattern(source, flags);
      if (!verdict.ok) return verdict;
      known.add(key);
      isNew = true;
    }
    asked.add(key);
    return { ok: true };
  };
  const save = (): void => {
    if (!isNew || known === undefined || own === undefined || file === undefined) return;
    const lines = known.size > MOST_KEPT ? asked : known;
    try {
      mkdirSync(own, { recursive: true, mode: 0o700 });
      if (!isOurs(own, strangers)) return;
      // Moved into place: a scan beside this one reads the old or the new file. One of two writers wins, the other asks again.
      writeFileSync(`${file}.${process.pid}`, [...lines, ""].join("\n"), { mode: 0o600 });
      renameSync(`${file}.${process.pid}`, file);
      for (const name of readdirSync(own)) if (!name.startsWith(CHECKER_DIGEST)) rmSync(join(own, name), { force: true });
    } catch {
      // a folder that cannot be written
    }
  };
  return { check, save };
}

function readKept(folder: string, file: string, strangers: readonly string[]): Set<string> {
  try {
    if (!isOurs(folder, strangers) || !lstatSync(file).isFile() || !isPrivate(file)) return new Set();
    const text = readFileSync(file, "latin1");
    return new Set(text.split("\n").filter((line) => KEPT_LINE.test(line)));
  } catch {
    return new Set(); // the first time
  }
}

/** A verdict that a stranger wrote lets the stranger's expression hang the scan. */
function isOurs(folder: string, strangers: readonly string[]): boolean {
  const real = realpathSync(folder);
  return isPrivate(real) && !strangers.some((stranger) => isInside(realpathSync(resolve(stranger)), real));
}

function isPrivate(path: string): boolean {
  const { uid, mode } = statSync(path);
  return process.getuid === undefined || (uid === process.getuid() && (mode & 0o022) === 0);
}
