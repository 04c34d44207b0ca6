import { randomBytes } from "node:crypto";
import type { Secret } from "@stanch/model";
import { withContainers } from "../globs.ts";
import { compareLines, entryLine } from "./line.ts";
import { Tags, isGuessable } from "./tags.ts";

/** See docs/baseline.md for the format and for what it tells whom. */
export interface Baseline {
  /** 32 hex digits. Kept for the file's whole life: each new salt would tell a little more about the same secrets. */
  readonly salt: string;
  /** Cost of a guess: scrypt's N. */
  readonly cost: number;
  /** In order, each once. */
  readonly entries: readonly BaselineEntry[];
}

export interface BaselineEntry {
  /** 24 hex digits for a secret that nobody can guess; 3, which many others share, for one that somebody could. */
  readonly tag: string;
  readonly detector: string;
  /** A hint for readers beside a long tag; part of the entry's identity beside a short one. */
  readonly path: string;
}

/** A finding as the baseline needs it. */
export interface BaselineCandidate {
  readonly detector: string;
  readonly secret: Secret;
  /** Paths of its occurrences, relative to the scanned root. */
  readonly paths: readonly string[];
  /** Whether its detector knows it for made by a machine (a provider's token): then its look is not judged. */
  readonly isMachineMade: boolean;
}

export interface BaselineResult {
  /** For each candidate, for each of its paths: whether it was known before. */
  readonly known: readonly (readonly boolean[])[];
  /** Entries that no candidate needed: gone, or not part of this scan. */
  readonly unused: readonly BaselineEntry[];
}

/** What a guessable secret's tag costs, in scrypt's N: some 20 ms of one core and 8 MiB, an eighth of it where there are many. */
const DEAR = 8192;
const CHEAP = 1024;
const MANY = 300;

/**
 * A baseline of what was found. With `previous` its salt and cost are kept, and so are its lines for what is still there;
 * with `keepUnseen` also those for what this scan did not see: right after the scan of a part.
 */
export async function makeBaseline(
  candidates: readonly BaselineCandidate[],
  { previous, keepUnseen = false }: { readonly previous?: Baseline; readonly keepUnseen?: boolean } = {},
): Promise<Baseline> {
  const guessable = candidates.map(({ secret, isMachineMade }) => isGuessable(secret, isMachineMade));
  const { salt, cost } = previous ?? {
    salt: randomBytes(16).toString("hex"),
    cost: guessable.filter(Boolean).length > MANY ? CHEAP : DEAR,
  };
  const tags = new Tags(salt, cost);
  const before = previous?.entries ?? [];
  const { known, unused } = previous === undefined ? { known: [], unused: [] } : await applyBaseline(previous, candidates, tags);
  const gone = new Set(keepUnseen ? [] : unused);
  const entries = before.filter((entry) => !gone.has(entry));
  const added = await Promise.all(
    candidates.map(async ({ detector, secret, paths }, index): Promise<BaselineEntry[]> => {
      const fresh = paths.filter((_, at) => known[index]?.[at] !== true).map((path) => pathHint(path, secret));
      if (fresh.length === 0) return [];
      if (guessable[index] !== true) return [{ tag: tags.long(secret), detector, path: fresh.toSorted(compareLines)[0] ?? "" }];
      const tag = await tags.short(secret);
      return fresh.map((path) => ({ tag, detector, path }));
    }),
  );
  return { salt, cost, entries: sortedEntries([...entries, ...added.flat()]) };
}

/**
 * Which of the candidates were known. One with a long tag is known wherever it stands; one with a short tag only at its
 * path. The dear tags are computed only where an entry of that detector and path asks for one, and once a secret.
 */
export async function applyBaseline(
  baseline: Baseline,
  candidates: readonly BaselineCandidate[],
  tags = new Tags(baseline.salt, baseline.cost),
): Promise<BaselineResult> {
  const byLong = new Map<string, BaselineEntry[]>();
  const byPlace = new Map<string, BaselineEntry[]>();
  const detectors = new Set<string>();
  for (const entry of baseline.entries) {
    const isLong = entry.tag.length > 3;
    push(isLong ? byLong : byPlace, `${entry.detector}\0${isLong ? entry.tag : entry.path}`, entry);
    if (isLong) detectors.add(entry.detector);
  }
  const used = new Set<BaselineEntry>();
  const known = await Promise.all(
    candidates.map(async ({ detector, secret, paths }) => {
      const anywhere = detectors.has(detector) ? byLong.get(`${detector}\0${tags.long(secret)}`) : undefined;
      for (const entry of anywhere ?? []) used.add(entry);
      if (anywhere !== undefined) return paths.map(() => true);
      return Promise.all(
        paths.map(async (path) => {
          // An entry for an archive is one for all that lies in it.
          const here = withContainers(pathHint(path, secret)).flatMap((one) => byPlace.get(`${detector}\0${one}`) ?? []);
          if (here.length === 0) return false;
          const tag = await tags.short(secret);
          const found = here.find((entry) => entry.tag === tag);
          if (found !== undefined) used.add(found);
          return found !== undefined;
        }),
      );
    }),
  );
  return { known, unused: baseline.entries.filter((entry) => !used.has(entry)) };
}

/** Entries in the order of the file (that of `LC_ALL=C sort`), each once. */
export function sortedEntries(entries: readonly BaselineEntry[]): BaselineEntry[] {
  const lines = new Map(entries.map((entry) => [entryLine(entry), entry]));
  return [...lines].toSorted(([a], [b]) => compareLines(a, b)).map(([, entry]) => entry);
}

/** A file may be named after its secret. */
function pathHint(path: string, secret: Secret): string {
  const value = secret.reveal();
  return value === "" ? path : path.replaceAll(value, "…").replaceAll(Buffer.from(value, "latin1").toString("utf8"), "…");
}

function push<T>(map: Map<string, T[]>, key: string, value: T): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [value]);
  else known.push(value);
}
