import type { Receipt } from "@stanch/model";

/** What one of two scans did and the other did not. `a` and `b` are absent where that receipt has nothing of it. */
export interface Difference {
  /** A root as the scan was given it; absent for what holds for the whole scan. */
  readonly source?: string;
  readonly what: string;
  readonly a?: string | number | boolean;
  readonly b?: string | number | boolean;
  /** Of what was left out: names that only one of them gives. They give twenty at most. */
  readonly onlyA?: readonly string[];
  readonly onlyB?: readonly string[];
}

type Root = Receipt["roots"][number];
type Value = string | number | boolean;

/** What was looked with, then each source, then what was left out. Times and findings are not compared. */
export function diffReceipts(a: Receipt, b: Receipt): Difference[] {
  return [
    ...compare(undefined, toolOf(a), toolOf(b)),
    ...compare(undefined, { complete: a.complete }, { complete: b.complete }),
    ...sources(a, b),
    // Older receipts do not say how much is from each source.
    ...(hasCounts(a) && hasCounts(b) ? [] : compare(undefined, prefixed("read", a.read), prefixed("read", b.read))),
    ...leftOut(a, b),
  ];
}

function toolOf({ tool }: Receipt): Record<string, Value> {
  const packs = (tool.packs ?? []).map(({ name, digest }) => [`pack ${name}`, digest] as const);
  return { version: tool.version, detectors: tool.detectors, "detector count": tool.detectorCount, ...Object.fromEntries(packs) };
}

function sources(a: Receipt, b: Receipt): Difference[] {
  const [ofA, ofB] = [byPath(a.roots), byPath(b.roots)];
  return [...new Set([...ofA.keys(), ...ofB.keys()])].flatMap((source) => {
    const [one, other] = [ofA.get(source), ofB.get(source)];
    if (one === undefined || other === undefined)
      return [
        { source, what: "source", ...(one === undefined ? {} : { a: told(one) }), ...(other === undefined ? {} : { b: told(other) }) },
      ];
    return compare(source, stateOf(one), stateOf(other));
  });
}

/** Roots by their path; one that was given twice has a number behind it. */
function byPath(roots: readonly Root[]): Map<string, Root> {
  const found = new Map<string, Root>();
  for (const root of roots) {
    let name = root.path;
    for (let n = 2; found.has(name); n++) name = `${root.path} (${n})`;
    found.set(name, root);
  }
  return found;
}

/** A source that only one of them has, in few words. */
function told({ read }: Root): Value {
  return read === undefined ? true : `${read.files} files, ${read.blobs} blobs, ${read.bytes} bytes`;
}

function stateOf({ repository, read, skipped }: Root): Record<string, Value> {
  return {
    ...(repository === undefined ? {} : { ...repository, head: repository.head ?? "none" }),
    ...(read === undefined ? {} : prefixed("read", read)),
    ...prefixed("left out", skipped ?? {}),
  };
}

function leftOut(a: Receipt, b: Receipt): Difference[] {
  const reasons = [...new Set([...Object.keys(a.skipped), ...Object.keys(b.skipped)])].sort();
  return reasons.flatMap((reason) => {
    const [one, other] = [a.skipped[reason], b.skipped[reason]];
    const onlyA = (one?.examples ?? []).filter((name) => other?.examples.includes(name) !== true);
    const onlyB = (other?.examples ?? []).filter((name) => one?.examples.includes(name) !== true);
    if (one?.count === other?.count && onlyA.length + onlyB.length === 0) return [];
    return [{ what: `left out, ${reason}`, a: one?.count ?? 0, b: other?.count ?? 0, onlyA, onlyB }];
  });
}

function compare(source: string | undefined, a: Readonly<Record<string, Value>>, b: Readonly<Record<string, Value>>): Difference[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])]
    .filter((what) => a[what] !== b[what])
    .map((what) => ({
      ...(source === undefined ? {} : { source }),
      what,
      ...(a[what] === undefined ? {} : { a: a[what] }),
      ...(b[what] === undefined ? {} : { b: b[what] }),
    }));
}

const hasCounts = ({ roots }: Receipt): boolean => roots.length > 0 && roots.every(({ read }, index) => read !== undefined || index > 0);

const prefixed = (prefix: string, values: Readonly<Record<string, Value>>): Record<string, Value> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${prefix}, ${name}`, value]));
