import { AppError } from "@stanch/model";
import { type CacheTree, type IndexEntry, readIndex } from "./index-file.ts";
import type { ObjectStore } from "./object-store.ts";
import { commitLinks, isSubmoduleMode, isTreeMode, type TreeEntry, treeEntries } from "./objects.ts";
import { headOf } from "./refs.ts";
import { oidHexLength, type Repository } from "./repository.ts";

export interface StagedBlob {
  /** Raw bytes, relative to the top of the work tree. */
  readonly path: Buffer;
  readonly oid: string;
  readonly mode: number;
}

const MAX_DEPTH = 2048;
const SLASH = 0x2f;

/**
 * Blobs in the index that HEAD does not hold at the same path: what a commit would add. On an unborn branch that is all of
 * them; every stage of an unmerged path counts; intent-to-add entries and submodules do not. A tree of HEAD that cannot be
 * read counts as empty, so that rather too much is scanned than too little. `indexFile` is the hook's GIT_INDEX_FILE.
 */
export function stagedBlobs(
  repository: Repository,
  store: ObjectStore,
  options: { readonly indexFile?: string | undefined } = {},
): StagedBlob[] {
  const index = readIndex(repository, options.indexFile);
  if (index === undefined) return [];
  const comparison = new Comparison(store, oidHexLength(repository));
  comparison.folder(
    index.entries,
    { from: 0, to: index.entries.length, prefix: 0, depth: 0 },
    index.cacheTree,
    comparison.headTree(repository),
  );
  return comparison.staged;
}

interface Span {
  readonly from: number;
  readonly to: number;
  /** Bytes of each path that name the folder, slash included. */
  readonly prefix: number;
  readonly depth: number;
}

class Comparison {
  readonly staged: StagedBlob[] = [];
  readonly #store: ObjectStore;
  readonly #hexLength: number;

  constructor(store: ObjectStore, hexLength: number) {
    this.#store = store;
    this.#hexLength = hexLength;
  }

  headTree(repository: Repository): string | undefined {
    const { oid } = headOf(repository);
    const commit = oid === undefined ? undefined : this.#read(oid, "commit");
    return commit === undefined ? undefined : commitLinks(commit, this.#hexLength)?.tree;
  }

  /** The entries of one folder against HEAD's tree for it. A folder whose tree the index knows to be HEAD's is stepped over. */
  folder(entries: readonly IndexEntry[], span: Span, cached: CacheTree | undefined, headTree: string | undefined): void {
    if (cached !== undefined && cached.entryCount >= 0 && cached.oid === headTree) return;
    const head = this.#treeOf(headTree);
    const children = new Map(cached?.children.map((child) => [child.name, child]));
    for (let at = span.from; at < span.to;) {
      const entry = entries[at];
      if (entry === undefined) break;
      const slash = entry.path.indexOf(SLASH, span.prefix);
      if (slash < 0) {
        this.#file(entry, head.get(entry.path.toString("latin1", span.prefix)));
        at++;
      } else if (slash === entry.path.length - 1 && isTreeMode(entry.mode)) {
        const before = head.get(entry.path.toString("latin1", span.prefix, slash));
        this.#trees(entry.path, entry.oid, treeOid(before), span.depth);
        at++;
      } else {
        const name = entry.path.toString("latin1", span.prefix, slash);
        const child = children.get(name);
        const to = endOfFolder(entries, at, span.to, entry.path.subarray(0, slash + 1), child);
        const inner = { from: at, to, prefix: slash + 1, depth: span.depth + 1 };
        if (inner.depth > MAX_DEPTH) this.#all(entries, inner);
        else this.folder(entries, inner, child, treeOid(head.get(name)));
        at = to;
      }
    }
  }

  #file(entry: IndexEntry, before: TreeEntry | undefined): void {
    const { oid, mode, path } = entry;
    if (entry.isIntentToAdd || isSubmoduleMode(mode) || before?.oid === oid) return;
    this.staged.push({ path, oid, mode });
  }

  #all(entries: readonly IndexEntry[], span: Span): void {
    for (const entry of entries.slice(span.from, span.to)) this.#file(entry, undefined);
  }

  /** A sparse folder stands for its whole tree: what is new in that tree. */
  #trees(path: Buffer, tree: string, before: string | undefined, depth: number): void {
    if (tree === before || depth > MAX_DEPTH) return;
    const head = this.#treeOf(before);
    for (const entry of this.#treeOf(tree).values()) {
      const old = head.get(entry.name.toString("latin1"));
      if (old?.oid === entry.oid || isSubmoduleMode(entry.mode)) continue;
      const inner = Buffer.concat([path, entry.name]);
      if (isTreeMode(entry.mode)) this.#trees(Buffer.concat([inner, Buffer.from("/")]), entry.oid, treeOid(old), depth + 1);
      else this.staged.push({ path: inner, oid: entry.oid, mode: entry.mode });
    }
  }

  #treeOf(oid: string | undefined): ReadonlyMap<string, TreeEntry> {
    const found = new Map<string, TreeEntry>();
    const bytes = oid === undefined ? undefined : this.#read(oid, "tree");
    try {
      for (const entry of treeEntries(bytes ?? Buffer.alloc(0), this.#hexLength / 2, oid ?? ""))
        found.set(entry.name.toString("latin1"), entry);
    } catch (error) {
      if (!(error instanceof AppError)) throw error; // the entries before the damage count
    }
    return found;
  }

  #read(oid: string, type: "commit" | "tree"): Buffer | undefined {
    try {
      const object = this.#store.read(oid);
      return object?.type === type ? object.bytes : undefined;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return undefined;
    }
  }
}

function treeOid(entry: TreeEntry | undefined): string | undefined {
  return entry !== undefined && isTreeMode(entry.mode) ? entry.oid : undefined;
}

/** First entry after the folder: the index says how many it holds, unless some changed since; then they are counted. */
function endOfFolder(entries: readonly IndexEntry[], from: number, limit: number, folder: Buffer, child: CacheTree | undefined): number {
  if (child !== undefined && child.entryCount > 0 && from + child.entryCount <= limit) return from + child.entryCount;
  let to = from;
  while (to < limit && startsWith(entries[to]?.path, folder)) to++;
  return Math.max(to, from + 1);
}

function startsWith(path: Buffer | undefined, folder: Buffer): boolean {
  return path !== undefined && path.length > folder.length && path.compare(folder, 0, folder.length, 0, folder.length) === 0;
}
