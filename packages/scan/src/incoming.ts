import { AppError } from "@stanch/model";
import {
  type CommitRange,
  ObjectStore,
  type RangeBlob,
  type Repository,
  commitLinks,
  incomingPlaces,
  listRefs,
  oidHexLength,
  parseCommit,
  parseTag,
  reachableObjects,
  treeEntries,
  isSubmoduleMode,
  isTreeMode,
} from "@stanch/sources";
import type { Place } from "./collect.ts";
import { type Hits, scanObjects } from "./history.ts";
import { messagePlace } from "./messages.ts";
import { KnownBefore } from "./known-before.ts";
import type { ScanContext } from "./scan.ts";

/** What a push brings: all that its tips reach and the other side has not. */
export interface IncomingOptions {
  /** Ids of what is pushed: commits, tags, trees or blobs. */
  readonly tips: readonly string[];
  /** Ids that the other side is known to have; those that are not here do not matter. */
  readonly known: readonly string[];
  /** Refs whose name begins so are known to the other side too: `refs/remotes/origin/`, or `refs/` for all. */
  readonly knownRefs?: string;
  /** Folder of the objects that a push brought: every blob in it is read, those that nothing reaches too. */
  readonly quarantine?: string;
  /** When to stop, as `performance.now()` counts: what was not looked at is told as `time-out`. */
  readonly deadline?: number;
}

/** A blob of this size is scanned by a thread where there is a deadline: this one has to see it come. */
const LARGE_BYTES = 262_144;
const MAX_TAGS = 16;

/** Scans what a push brings, and names commit and path of each match. Nothing of the work tree is read, no program started. */
export async function scanIncoming(context: ScanContext, repository: Repository, options: IncomingOptions): Promise<void> {
  const { coverage } = context;
  const folders = context.options.objectFolders ?? [];
  const store = ObjectStore.open(repository, { folders });
  try {
    for (const problem of store.problems) coverage.skip("unreadable", `${problem.path}: ${problem.error.message}`);
    const limit = new Deadline(context, options.deadline);
    const { commits, others } = peelAll(context, store, options.tips);
    const quarantined = options.quarantine === undefined ? undefined : newObjects(repository, options.quarantine, folders, limit);
    // Found when the objects are done: of a large push that takes its time too.
    let known: CommitRange | undefined;
    const range = (): CommitRange =>
      (known ??= { include: commits, exclude: excluded(store, repository, options, commits, quarantined, limit) });
    const hits: Hits = new Map();
    const oids = new Set(quarantined);
    const all = limit.apply(chained([...oids], others, reached(context, repository, store, range, oids)));
    await scanObjects(context, store, all, hits, options.deadline === undefined ? Infinity : LARGE_BYTES);
    if (hits.size > 0) tell(context, store, hits, limit.isOver() ? [] : limit.apply(incomingPlaces(store, range(), new Set(hits.keys()))));
  } finally {
    store.close();
  }
}

/** Ends a list when the time is over, and says so once. */
class Deadline {
  readonly #context: ScanContext;
  readonly #at: number;
  #isTold = false;

  constructor(context: ScanContext, at = Infinity) {
    this.#context = context;
    this.#at = at;
  }

  isOver(): boolean {
    if (performance.now() <= this.#at) return false;
    if (!this.#isTold) this.#context.coverage.skip("time-out", "the rest of the push");
    this.#isTold = true;
    return true;
  }

  *apply<T>(list: Iterable<T>): Generator<T> {
    for (const one of list) {
      if (this.isOver()) return;
      yield one;
    }
  }
}

function* chained<T>(...lists: readonly Iterable<T>[]): Generator<T> {
  for (const list of lists) yield* list;
}

function* reached(
  { coverage }: ScanContext,
  repository: Repository,
  store: ObjectStore,
  range: () => CommitRange,
  done: ReadonlySet<string>,
): Generator<string> {
  const problem = (error: AppError): void => {
    // Where a clone was cut off, the walk ends, and what lies beyond is the other side's.
    if ((repository.shallow || repository.partial) && !store.has(error.where)) return;
    coverage.skip("broken-object", error.message);
  };
  const { include, exclude } = range();
  for (const oid of reachableObjects(store, include, exclude, problem)) if (!done.has(oid)) yield oid;
}

/** Commits that the tips lead to, and what else they name: annotated tags have messages, and may name a folder or a file. */
function peelAll(context: ScanContext, store: ObjectStore, tips: readonly string[]): { commits: string[]; others: string[] } {
  const commits = new Set<string>();
  const others: string[] = [];
  for (const tip of tips) {
    const found = peel(store, tip, (tag) => others.push(tag));
    if (found === undefined) context.coverage.skip("missing-object", tip);
    else if (found.type === "commit") commits.add(found.oid);
    else if (found.type === "blob") others.push(found.oid);
    else others.push(...blobsBelow(store, found.oid));
  }
  return { commits: [...commits], others };
}

/** What a tag leads to, or the object itself; undefined when it is not there. `onTag` gets each annotated tag on the way. */
function peel(store: ObjectStore, tip: string, onTag: (oid: string) => void = () => undefined): { type: string; oid: string } | undefined {
  let oid = tip;
  for (let depth = 0; depth < MAX_TAGS; depth++) {
    const object = attempt(() => store.read(oid));
    if (object?.type !== "tag") return object === undefined ? undefined : { type: object.type, oid };
    const target = parseTag(object.bytes, hexLength(store))?.target;
    if (target === undefined) return undefined;
    onTag(oid);
    oid = target;
  }
  return undefined;
}

function* blobsBelow(store: ObjectStore, tree: string): Generator<string> {
  const seen = new Set<string>();
  const open = [tree];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const oid = next;
    const bytes = attempt(() => store.read(oid))?.bytes ?? Buffer.alloc(0);
    for (const entry of attempt(() => [...treeEntries(bytes, hexLength(store) / 2, oid)]) ?? []) {
      if (isTreeMode(entry.mode)) open.push(entry.oid);
      else if (!isSubmoduleMode(entry.mode)) yield entry.oid;
    }
  }
}

/**
 * Ids of the quarantine that the repository has not yet: a thin pack is completed with bases that it has. Of all types, for
 * what a delta is would have to be looked up for each.
 */
function newObjects(repository: Repository, quarantine: string, folders: readonly string[], limit: Deadline): string[] {
  const own = ObjectStore.open(repository, { folders: [quarantine], foldersOnly: true });
  const before = ObjectStore.open(repository, { folders: folders.filter((folder) => folder !== quarantine) });
  try {
    const found: string[] = [];
    for (const oid of limit.apply(chained(packedOids(own), own.looseOids()))) if (!before.has(oid)) found.push(oid);
    return found;
  } finally {
    own.close();
    before.close();
  }
}

function* packedOids({ packs }: ObjectStore): Generator<string> {
  for (const { index } of packs) for (let i = 0; i < index.count; i++) yield Buffer.from(index.oidAt(i)).toString("hex");
}

/**
 * Where the walk ends. With a quarantine that is most often right behind it: when all commits there are tips of refs, the
 * others, of which there may be a hundred thousand, need not be read.
 */
function excluded(
  store: ObjectStore,
  repository: Repository,
  options: IncomingOptions,
  commits: readonly string[],
  quarantined: readonly string[] | undefined,
  limit: Deadline,
): string[] {
  const { knownRefs } = options;
  const refs = knownRefs === undefined ? [] : listRefs(repository).filter(({ name }) => name.startsWith(knownRefs));
  const known = new Set([...options.known, ...refs.map(({ oid }) => oid)]);
  if (quarantined !== undefined) {
    const edge = edgeOf(store, commits, new Set(quarantined), limit);
    if (edge.every((oid) => known.has(oid))) return edge;
  }
  return [...known].flatMap((oid) => {
    const found = peel(store, oid);
    return found?.type === "commit" ? [found.oid] : [];
  });
}

/** The first commits that are not new, on the way from the tips to their parents. */
function edgeOf(store: ObjectStore, commits: readonly string[], isNew: ReadonlySet<string>, limit: Deadline): string[] {
  const edge = new Set<string>();
  const seen = new Set<string>();
  const open = [...commits];
  for (let oid = open.pop(); oid !== undefined && !limit.isOver(); oid = open.pop()) {
    if (seen.has(oid)) continue;
    seen.add(oid);
    if (!isNew.has(oid)) edge.add(oid);
    else open.push(...(linksOf(store, oid)?.parents ?? []));
  }
  return [...edge];
}

function linksOf(store: ObjectStore, oid: string): ReturnType<typeof commitLinks> {
  const bytes = attempt(() => store.read(oid))?.bytes;
  return bytes === undefined ? undefined : commitLinks(bytes, hexLength(store));
}

/** Tells the matches at every place where they came in; those of which none was found, under the object's id. */
function tell(context: ScanContext, store: ObjectStore, hits: Hits, places: Iterable<RangeBlob>): void {
  const { collector, coverage, options } = context;
  const seen = new Set<string>();
  const before = new KnownBefore(context, store);
  for (const { oid, path, commit } of places) {
    seen.add(oid);
    const name = path.toString("utf8");
    const wanted = options.wants(name, false);
    if (wanted !== "yes") coverage.skip(wanted, name);
    else
      for (const match of before.newOnes(hits.get(oid) ?? [], linksOf(store, commit)?.parents ?? [], path))
        collector.add(match, { ...described(store, commit), path: name, blob: oid });
  }
  for (const [oid, matches] of hits) {
    if (seen.has(oid)) continue;
    const message = messagePlace(store, oid);
    const wanted = message === undefined ? "yes" : options.wants(message.path, false);
    if (wanted !== "yes") coverage.skip(wanted, message?.path ?? oid);
    else for (const match of matches) collector.add(match, message ?? { path: `(blob ${oid})`, blob: oid });
  }
}

function described(store: ObjectStore, oid: string): Omit<Place, "path"> {
  const commit = attempt(() => {
    const bytes = store.read(oid)?.bytes;
    return bytes === undefined ? undefined : parseCommit(bytes, hexLength(store), oid);
  });
  if (commit === undefined) return { commit: oid };
  const { author, email, date, summary } = commit;
  return { commit: oid, author, email, date, summary };
}

const hexLength = (store: ObjectStore): 40 | 64 => oidHexLength(store);

/** What is broken is told where it is to be scanned; on the way there it counts as not there. */
function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
