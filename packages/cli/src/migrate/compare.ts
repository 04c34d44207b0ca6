import type { Finding } from "@stanch/model";
import type { OpenFinding } from "@stanch/scan";
import { Candidate, type Reported } from "@stanch/scan/migrate";

/** `same`: both find it; `new`: only stanch; `gone`: only the other one. */
export interface Compared {
  readonly verdict: "same" | "new" | "gone";
  readonly path: string;
  readonly line?: number;
  /** Of stanch; what is under the thresholds has one too. */
  readonly detector?: string;
  /** Of the other scanner. */
  readonly rule?: string;
  readonly why?: string;
}

/** A finding and its secret, in step, as a scan gives them. */
export interface Held {
  readonly finding: Finding;
  readonly open: OpenFinding;
}

/** All places of a finding, in the work tree and in history. */
export function candidatesOf(open: OpenFinding): Candidate[] {
  const hashes = new Map<string, string>();
  const secret = open.secret.reveal(); // hashed and compared in memory
  return [...open.occurrences.values()].map(({ occurrence }) => {
    const { path, line, commit } = occurrence;
    return new Candidate(secret, { path, line, ...(commit === undefined ? {} : { commit }) }, hashes);
  });
}

/** The other halves of pairs, such as the id of an access key, at the places of their secret. */
function companionsOf(open: OpenFinding): Candidate[] {
  const places = candidatesOf(open);
  return Object.values(open.companions).flatMap((companion) => {
    const hashes = new Map<string, string>();
    return places.map(({ path, line }) => new Candidate(companion.reveal(), { path, line }, hashes)); // compared in memory
  });
}

/**
 * Findings meet by their secret in the same file, or where the report does not say it by file and line. `unbelieved`: what the
 * scan holds under its thresholds.
 */
export function compareFindings(
  held: readonly Held[],
  reported: readonly Reported[],
  {
    root,
    unbelieved,
    wants,
  }: { readonly root: string; readonly unbelieved: readonly OpenFinding[]; readonly wants: (path: string) => boolean },
): Compared[] {
  const ours = indexOf(held.map(({ open }) => open));
  const doubted = indexOf(unbelieved);
  const halves = indexOf(
    held.map(({ open }) => open),
    companionsOf,
  );
  const met = new Set<OpenFinding>();
  const theirs = reported.map((one): Compared => {
    const path = one.path.startsWith(`${root}/`) ? one.path.slice(root.length + 1) : one.path;
    const place = { path, ...(one.line === undefined ? {} : { line: one.line }), rule: one.rule };
    const found = partnersOf(ours, path, one);
    for (const { open } of found) met.add(open);
    if (found[0] !== undefined) return { verdict: "same", ...place, detector: found[0].open.detector.id };
    const [half] = partnersOf(halves, path, { ...one, line: undefined });
    if (half !== undefined) {
      met.add(half.open);
      return { verdict: "same", ...place, detector: half.open.detector.id, why: "as what belongs to the secret" };
    }
    const [doubt] = partnersOf(doubted, path, one);
    if (doubt !== undefined)
      return {
        verdict: "gone",
        ...place,
        detector: doubt.open.detector.id,
        why: `doubted: confidence ${doubt.open.best.confidence.toFixed(2)}`,
      };
    return { verdict: "gone", ...place, ...(wants(path) ? {} : { why: "the path is left out" }) };
  });
  const fresh = held
    .filter(({ open }) => !met.has(open))
    .flatMap(({ finding }): Compared[] => {
      const [first] = finding.occurrences;
      return first === undefined ? [] : [{ verdict: "new", path: first.path, line: first.line, detector: finding.detector }];
    });
  const order = { same: 0, gone: 1, new: 2 };
  return [...theirs, ...fresh].sort(
    (a, b) => order[a.verdict] - order[b.verdict] || (a.path < b.path ? -1 : a.path > b.path ? 1 : 0) || (a.line ?? 0) - (b.line ?? 0),
  );
}

interface Place {
  readonly open: OpenFinding;
  readonly candidate: Candidate;
}

function indexOf(opens: readonly OpenFinding[], candidates = candidatesOf): ReadonlyMap<string, readonly Place[]> {
  return Map.groupBy(
    opens.flatMap((open) => candidates(open).map((candidate) => ({ open, candidate }))),
    ({ candidate }) => candidate.path,
  );
}

function partnersOf(
  index: ReadonlyMap<string, readonly Place[]>,
  path: string,
  { line, isSecret }: { readonly line?: number | undefined; readonly isSecret?: Reported["isSecret"] },
): readonly Place[] {
  const places = index.get(path) ?? [];
  const bySecret = isSecret === undefined ? [] : places.filter(({ candidate }) => isSecret(candidate));
  // What is taken for the secret may be a bit more or less of the line.
  return bySecret.length > 0 ? bySecret : places.filter(({ candidate }) => candidate.line === line);
}
