import { setImmediate } from "node:timers/promises";
import { AppError } from "@stanch/model";
import { type CommitOrder, commitOrder } from "./commit-order.ts";
import { Containment, type Edges } from "./containment.ts";
import { History } from "./history.ts";
import type { ReadLinks } from "./links.ts";
import type { ObjectStore } from "./object-store.ts";
import { type Commit, parseCommit, parseTag } from "./objects.ts";
import { headOf, listRefs, shallowOids } from "./refs.ts";
import { oidHexLength, type Repository } from "./repository.ts";

/** Where an object came into history. */
export interface Place {
  /** First commit, parents before children, that holds the object at the path. Of a tag: what it names. */
  readonly commit: string;
  /** Relative to the repository's top; bytes that are no UTF-8 are replaced. Empty for a commit or a tag itself. */
  readonly path: string;
  readonly author: string;
  readonly email: string;
  /** ISO 8601 with the author's offset; empty when unknown. */
  readonly date: string;
  readonly summary: string;
  /** Whether HEAD's tree holds the object at this path now. */
  readonly inHead: boolean;
}

export interface Attribution {
  /** For every target that is reachable, its places, oldest first; none when only a tag or a tree without a commit leads to it. */
  readonly places: ReadonlyMap<string, readonly Place[]>;
  readonly unreachable: readonly string[];
  /** There were more paths than are kept: a repository made to have endlessly many. Which targets are reachable is known still. */
  readonly isCut: boolean;
  /** Commits walked. */
  readonly commitCount: number;
  /** Commits, trees and tags that could not be read: what they alone lead to counts as unreachable. */
  readonly brokenCount: number;
  /**
   * What is not there though a ref or a commit names it: `<oid>`, `parent of <oid>`, `tree of <oid>`. Nothing of a partial
   * clone, and no parents at the edge of a shallow one. Folders and files that are missing within a tree are not looked for.
   */
  readonly missing: readonly string[];
}

export interface AttributionOptions {
  /** Ids to start from: default all refs and heads. */
  readonly tips?: Iterable<string>;
  /** Commits whose history does not count. */
  readonly exclude?: Iterable<string>;
  readonly onProgress?: (done: number, total: number) => void;
  readonly signal?: AbortSignal;
  /** Memory for trees while they are read: default 32 MiB. */
  readonly cacheBytes?: number;
  readonly readLinks?: ReadLinks;
}

// 12 bytes each while they are gathered and 8 after. Targets are split until one part stays below it.
const MAX_EDGES = 2_000_000;
const MAX_TAG_DEPTH = 16;
// Ten trees of ten entries that all name the next make 10 ** 10 paths of a few hundred bytes.
const MAX_PATHS = 1_000_000;
const MAX_PATH_DEPTH = 1024;

/**
 * Finds for objects (most often blobs) which commit brought them in, at every path where they ever stood. All parents count,
 * so what a merge itself adds is found and what it takes over is not. One pass over commits and trees, whatever the number
 * of targets. Throws `INTERRUPTED` when the signal fires.
 */
export async function attribute(
  repository: Repository,
  store: ObjectStore,
  targets: ReadonlySet<string>,
  options: AttributionOptions = {},
): Promise<Attribution> {
  const history = await History.read(store, targets, {
    ...(options.cacheBytes === undefined ? {} : { cacheBytes: options.cacheBytes }),
    ...(options.readLinks === undefined ? {} : { readLinks: options.readLinks }),
    async pause(done, total) {
      options.onProgress?.(done, total);
      await setImmediate();
      if (options.signal?.aborted) throw interrupted(repository);
    },
  });
  const roots = new Roots(store, history, oidHexLength(repository));
  for (const tip of options.tips ?? listRefs(repository).map(({ oid }) => oid)) roots.add(tip);
  const excluded = new Roots(store, history, oidHexLength(repository));
  for (const oid of options.exclude ?? []) excluded.add(oid);
  const order = commitOrder(history, roots.commits, excluded.commits);
  const tips = [...roots.named].filter((oid) => !store.has(oid));
  const missing = repository.partial ? [] : [...tips, ...missingLinks(history, order, shallowOids(repository))];
  const head = headOf(repository).oid;
  const headCommit = head === undefined ? -1 : history.commitAt(history.table.findHex(head));
  const found = new Found(store, history, targets);
  found.addWholes(order, roots);
  const containment = new Containment(history);
  for (const part of parts(containment, numbersOf(history, targets))) {
    if (options.signal?.aborted) throw interrupted(repository);
    found.walk(part.edges, part.numbers, order, roots, headCommit);
  }
  return {
    places: found.places(),
    unreachable: [...targets].filter((oid) => !found.isReached(oid)),
    isCut: found.isCut,
    commitCount: order.commits.length,
    brokenCount: history.brokenCount + history.trees.brokenCount,
    missing,
  };
}

/** Trees and parents that commits name and the repository lacks. */
function missingLinks(history: History, order: CommitOrder, shallow: ReadonlySet<string>): string[] {
  const missing: string[] = [];
  for (let i = 0; i < order.commits.length; i++) {
    const commit = order.commits.at(i);
    const oid = (): string => history.table.hexOf(history.commitNumbers.at(commit));
    if (history.commitTrees.at(commit) < 0) missing.push(`tree of ${oid()}`);
    const end = history.parentStart.at(commit + 1);
    for (let parent = history.parentStart.at(commit); parent < end; parent++)
      if (history.parents.at(parent) < 0 && !shallow.has(oid())) missing.push(`parent of ${oid()}`);
  }
  return missing;
}

/** Splits the targets until the edges of each part fit into memory. */
function* parts(containment: Containment, numbers: readonly number[]): Generator<{ edges: Edges; numbers: readonly number[] }> {
  const edges = containment.edgesTo(numbers, numbers.length <= 1 ? Number.MAX_SAFE_INTEGER : MAX_EDGES);
  if (edges !== undefined) {
    yield { edges, numbers };
    return;
  }
  const middle = Math.ceil(numbers.length / 2);
  yield* parts(containment, numbers.slice(0, middle));
  yield* parts(containment, numbers.slice(middle));
}

function numbersOf(history: History, targets: ReadonlySet<string>): number[] {
  return [...targets].map((oid) => history.table.findHex(oid)).filter((number) => number >= 0);
}

/** What refs lead to, tags peeled. */
class Roots {
  readonly commits: number[] = [];
  readonly trees: number[] = [];
  /** Objects that a ref or a tag names directly, tags among them. */
  readonly named = new Set<string>();
  readonly tags = new Map<string, Commit>();
  readonly #store: ObjectStore;
  readonly #history: History;
  readonly #hexLength: number;

  constructor(store: ObjectStore, history: History, hexLength: number) {
    this.#store = store;
    this.#history = history;
    this.#hexLength = hexLength;
  }

  add(tip: string): void {
    let oid: string | undefined = tip;
    for (let depth = 0; oid !== undefined && depth < MAX_TAG_DEPTH && !this.named.has(oid); depth++) {
      this.named.add(oid);
      const number = this.#history.table.findHex(oid);
      const commit = this.#history.commitAt(number);
      const tree = this.#history.treeAt(number);
      if (commit >= 0) this.commits.push(commit);
      if (tree >= 0) this.trees.push(tree);
      oid = commit >= 0 || tree >= 0 ? undefined : this.#targetOf(oid);
    }
  }

  #targetOf(oid: string): string | undefined {
    try {
      const object = this.#store.describe(oid)?.type === "tag" ? this.#store.read(oid) : undefined;
      const tag = object === undefined ? undefined : parseTag(object.bytes, this.#hexLength);
      if (tag === undefined) return undefined;
      this.tags.set(oid, { ...tag, tree: "", parents: [tag.target] });
      return tag.target;
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return undefined;
    }
  }
}

interface FoundPlace {
  readonly number: number;
  readonly path: number;
  readonly commit: number;
}

/** Walks commits and gathers where targets come in. */
class Found {
  readonly #store: ObjectStore;
  readonly #history: History;
  readonly #targets: ReadonlySet<string>;
  readonly #paths = new Paths();
  readonly #found: FoundPlace[] = [];
  readonly #inHead = new Set<number>();
  readonly #reached = new Set<string>();
  readonly #wholes = new Map<string, Place>();
  readonly #commits = new Map<number, Commit>();

  constructor(store: ObjectStore, history: History, targets: ReadonlySet<string>) {
    this.#store = store;
    this.#history = history;
    this.#targets = targets;
  }

  get isCut(): boolean {
    return this.#paths.isFull;
  }

  isReached(oid: string): boolean {
    return this.#reached.has(oid);
  }

  /** Targets that are commits or tags themselves: their messages hold secrets too. */
  addWholes(order: CommitOrder, roots: Roots): void {
    for (const oid of roots.named) if (this.#targets.has(oid)) this.#reached.add(oid);
    for (const [oid, tag] of roots.tags) if (this.#targets.has(oid)) this.#addWhole(oid, tag.parents[0] ?? oid, tag);
    const wanted = new Set(numbersOf(this.#history, this.#targets));
    for (let i = 0; i < order.commits.length; i++) {
      const number = this.#history.commitNumbers.at(order.commits.at(i));
      if (!wanted.has(number)) continue;
      const oid = this.#history.table.hexOf(number);
      this.#addWhole(oid, oid, this.#commit(order.commits.at(i)));
    }
  }

  walk(edges: Edges, numbers: readonly number[], order: CommitOrder, roots: Roots, headCommit: number): void {
    const wanted = new Set(numbers);
    const known = new Walk(this.#history, edges, wanted, this.#paths);
    for (let i = 0; i < order.boundary.length; i++) known.visit(this.#rootOf(order.boundary.at(i)), () => undefined);
    for (let i = 0; i < order.commits.length; i++) {
      const commit = order.commits.at(i);
      known.visit(this.#rootOf(commit), (number, path) => {
        this.#reached.add(this.#history.table.hexOf(number));
        this.#found.push({ number, path, commit });
      });
    }
    if (this.isCut) this.#reachWithoutPaths(edges, wanted, order);
    for (const tree of roots.trees) known.visit(tree, (number) => this.#reached.add(this.#history.table.hexOf(number)));
    if (headCommit < 0) return;
    new Walk(this.#history, edges, wanted, this.#paths).visit(this.#rootOf(headCommit), (number, path) => {
      this.#inHead.add(path * this.#history.table.count + number);
    });
  }

  /** Each tree once, whatever its paths. */
  #reachWithoutPaths({ start, children }: Edges, wanted: ReadonlySet<number>, order: CommitOrder): void {
    const seen = new Set<number>();
    const open = Array.from({ length: order.commits.length }, (_, i) => this.#rootOf(order.commits.at(i)));
    for (let tree = open.pop(); tree !== undefined; tree = open.pop()) {
      if (tree < 0 || seen.has(tree)) continue;
      seen.add(tree);
      for (const number of children.subarray(start[tree], start[tree + 1])) {
        if (wanted.has(number)) this.#reached.add(this.#history.table.hexOf(number));
        open.push(this.#history.treeAt(number));
      }
    }
  }

  places(): Map<string, Place[]> {
    const places = new Map<string, Place[]>();
    for (const oid of this.#reached) places.set(oid, []);
    for (const [oid, place] of this.#wholes) places.get(oid)?.push(place);
    for (const { number, path, commit } of this.#found) {
      const { author, email, date, summary } = this.#commit(commit);
      places.get(this.#history.table.hexOf(number))?.push({
        commit: this.#history.table.hexOf(this.#history.commitNumbers.at(commit)),
        path: this.#paths.textOf(path, (name) => this.#history.trees.nameOf(name)),
        author,
        email,
        date,
        summary,
        inHead: this.#inHead.has(path * this.#history.table.count + number),
      });
    }
    return places;
  }

  #addWhole(oid: string, commit: string, { author, email, date, summary }: Commit): void {
    this.#reached.add(oid);
    this.#wholes.set(oid, { commit, path: "", author, email, date, summary, inHead: false });
  }

  #rootOf(commit: number): number {
    return this.#history.treeAt(this.#history.commitTrees.at(commit));
  }

  #commit(commit: number): Commit {
    let parsed = this.#commits.get(commit);
    if (parsed === undefined) {
      const oid = this.#history.table.hexOf(this.#history.commitNumbers.at(commit));
      parsed = readCommit(this.#store, oid);
      this.#commits.set(commit, parsed);
    }
    return parsed;
  }
}

/** Goes down from root trees, each tree once a path, and tells each target once a path. */
class Walk {
  readonly #history: History;
  readonly #edges: Edges;
  readonly #wanted: ReadonlySet<number>;
  readonly #paths: Paths;
  // Path × object as one number: below 2 ** 53 as long as there are fewer than some billion paths.
  readonly #seen = new Set<number>();

  constructor(history: History, edges: Edges, wanted: ReadonlySet<number>, paths: Paths) {
    this.#history = history;
    this.#edges = edges;
    this.#wanted = wanted;
    this.#paths = paths;
  }

  visit(root: number, onTarget: (number: number, path: number) => void): void {
    const { start, children, names } = this.#edges;
    const open: { tree: number; path: number }[] = [];
    if (root >= 0) open.push({ tree: root, path: 0 });
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      for (let i = start[next.tree] ?? 0; i < (start[next.tree + 1] ?? 0); i++) {
        const number = children[i] ?? 0;
        const path = this.#paths.child(next.path, names[i] ?? 0);
        if (path < 0) continue;
        const key = path * this.#history.table.count + number;
        if (this.#seen.has(key)) continue;
        this.#seen.add(key);
        if (this.#wanted.has(number)) onTarget(number, path);
        const tree = this.#history.treeAt(number);
        if (tree >= 0) open.push({ tree, path });
      }
    }
  }
}

/** Paths as numbers: each is a name below another path; 0 is the top. */
class Paths {
  readonly #parents: number[] = [-1];
  readonly #names: number[] = [-1];
  readonly #depths: number[] = [0];
  readonly #children = new Map<number, number>();
  isFull = false;

  /** -1 when there is no more room. */
  child(path: number, name: number): number {
    // Names are fewer than 2 ** 26 as each takes some bytes of memory.
    const key = path * 2 ** 26 + name;
    let child = this.#children.get(key);
    if (child === undefined) {
      const depth = (this.#depths[path] ?? 0) + 1;
      if (this.#names.length >= MAX_PATHS || depth > MAX_PATH_DEPTH) {
        this.isFull = true;
        return -1;
      }
      this.#depths.push(depth);
      child = this.#parents.push(path) - 1;
      this.#names.push(name);
      this.#children.set(key, child);
    }
    return child;
  }

  textOf(path: number, nameOf: (name: number) => string): string {
    const parts: string[] = [];
    for (let at = path; at > 0; at = this.#parents[at] ?? 0) parts.push(nameOf(this.#names[at] ?? 0));
    return Buffer.from(parts.toReversed().join("/"), "latin1").toString("utf8");
  }
}

/** A commit that was read once for its links but cannot be read whole has no author to tell. */
function readCommit(store: ObjectStore, oid: string): Commit {
  try {
    return parseCommit(store.read(oid)?.bytes ?? Buffer.alloc(0), oid.length, oid);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return { tree: "", parents: [], author: "", email: "", date: "", summary: "" };
  }
}

function interrupted(repository: Repository): AppError {
  const next = "Run the scan again to have commits and authors named.";
  return new AppError("INTERRUPTED", { what: "The walk over history was stopped", where: repository.gitDir, next });
}
