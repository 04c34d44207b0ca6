import { AppError } from "@stanch/model";
import { type ObjectStore, commitLinks, isSubmoduleMode, isTreeMode, oidHexLength, treeEntries } from "@stanch/sources";
import type { LocatedMatch } from "./locate.ts";
import type { ScanContext } from "./scan.ts";

const NONE: ReadonlySet<string> = new Set();

/** Secrets that a file held before a change: what a change leaves where it was is not what it brings. */
export class KnownBefore {
  readonly #context: ScanContext;
  readonly #store: ObjectStore;
  readonly #byBlob = new Map<string, ReadonlySet<string>>();

  constructor(context: ScanContext, store: ObjectStore) {
    this.#context = context;
    this.#store = store;
  }

  /** The matches that none of the commits holds at this path; the others are counted as `known-before`. */
  newOnes(matches: readonly LocatedMatch[], commits: readonly string[], path: Buffer): readonly LocatedMatch[] {
    const before = commits.flatMap((commit) => blobAt(this.#store, commit, path) ?? []).map((oid) => this.#secretsOf(oid));
    const left = matches.filter((match) => !before.some((secrets) => secrets.has(keyOf(match))));
    if (left.length < matches.length) this.#context.coverage.skip("known-before", path.toString("utf8"), matches.length - left.length);
    return left;
  }

  #secretsOf(oid: string): ReadonlySet<string> {
    const known = this.#byBlob.get(oid);
    if (known !== undefined) return known;
    const secrets = new Set<string>();
    const object = attempt(() => this.#store.read(oid));
    if (object?.type !== "blob") return NONE;
    this.#context.expectHere({
      job: { kind: "bytes", name: oid, bytes: object.bytes },
      onResult: ({ hits }) => {
        for (const match of hits.flatMap((hit) => hit.matches)) secrets.add(keyOf(match));
      },
    });
    this.#byBlob.set(oid, secrets);
    return secrets;
  }
}

const keyOf = ({ detector, secret }: LocatedMatch): string => `${detector}\0${secret}`;

/** The file that a commit has at a path, if it has one. */
function blobAt(store: ObjectStore, commit: string, path: Buffer): string | undefined {
  const hexLength = oidHexLength(store);
  const bytes = attempt(() => store.read(commit))?.bytes;
  let oid = bytes === undefined ? undefined : commitLinks(bytes, hexLength)?.tree;
  const names = path.toString("latin1").split("/");
  for (const [depth, name] of names.entries()) {
    const at = oid;
    const tree = at === undefined ? undefined : attempt(() => store.read(at));
    if (at === undefined || tree?.type !== "tree") return undefined;
    const entry = attempt(() => [...treeEntries(tree.bytes, hexLength / 2, at)])?.find((one) => one.name.toString("latin1") === name);
    if (entry === undefined || isSubmoduleMode(entry.mode) || isTreeMode(entry.mode) !== depth < names.length - 1) return undefined;
    oid = entry.oid;
  }
  return oid;
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return undefined; // then it counts as not there before: rather one too many is told
    throw error;
  }
}
