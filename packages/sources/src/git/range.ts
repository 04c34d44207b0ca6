import { execFileSync } from "node:child_process";
import { AppError } from "@stanch/model";
import { commitLinks, committerSeconds, isSubmoduleMode, isTreeMode, type TreeEntry, treeEntries } from "./objects.ts";
import type { ObjectStore } from "./object-store.ts";
import { listRefs } from "./refs.ts";
import { oidHexLength, type Repository } from "./repository.ts";

export interface CommitRange {
  /** Commits to start from. */
  readonly include: readonly string[];
  /** Commits that do not count, nor what they reach. */
  readonly exclude: readonly string[];
  /** Annotated tags among what was named to start from. */
  readonly tags?: readonly string[];
}

export interface RangeOptions {
  /** A date as git understands it: commits before it do not count. */
  readonly since?: string;
  /** A branch, remote branch or tag, in place of all refs. */
  readonly branch?: string;
}

export interface RangeBlob {
  readonly oid: string;
  /** Where it was met first: raw bytes, relative to the repository's top. */
  readonly path: Buffer;
  readonly commit: string;
}

const GIT_TIMEOUT_MS = 60_000;
const MAX_OUTPUT_BYTES = 1 << 28;
const MAX_REVISIONS = 256;
const MAX_TREE_DEPTH = 2048;
// A tree made to have endlessly many paths ends there.
const MAX_FOLDERS = 200_000;
// Beyond the date where only excluded commits are left, as git does, and more: a clock that went wrong must not bring the
// whole history in. What is taken in too much is scanned once more, no worse.
const SLOP_COMMITS = 64;

/**
 * The commits that a range names (`main..topic`, `HEAD~3..`, `v1 ^v0`, `A...B`), or all refs or one branch where there is
 * none. The git program reads ranges, with nothing of the repository's configuration in force. Throws `RANGE_INVALID`.
 */
export function resolveRange(repository: Repository, range: string | undefined, options: RangeOptions = {}): CommitRange {
  if (range !== undefined && options.branch !== undefined) {
    throw invalid("A range and a branch together are ambiguous", range, "Give one of them.");
  }
  const named = range === undefined ? { include: tipsOf(repository, options.branch), exclude: [] } : revisions(repository, range);
  return options.since === undefined ? named : laterThan(repository, named, options.since);
}

/**
 * Blobs that come in between: each once, with the first commit (parents first) and path where it stands and no parent has
 * it. A folder that only moved may count as new. A commit or tree that is missing or broken goes to `onProblem`.
 */
export function* reachableBlobs(
  store: ObjectStore,
  include: readonly string[],
  exclude: readonly string[],
  onProblem: (error: AppError) => void = () => undefined,
): Generator<RangeBlob> {
  for (const one of reachable(store, include, exclude, onProblem)) if (typeof one !== "string") yield one;
}

/** Ids of the same blobs and of the commits in between, each before the blobs that it brings: messages are contents too. */
export function* reachableObjects(
  store: ObjectStore,
  include: readonly string[],
  exclude: readonly string[],
  onProblem: (error: AppError) => void = () => undefined,
): Generator<string> {
  for (const one of reachable(store, include, exclude, onProblem)) yield typeof one === "string" ? one : one.oid;
}

function* reachable(
  store: ObjectStore,
  include: readonly string[],
  exclude: readonly string[],
  onProblem: (error: AppError) => void,
): Generator<RangeBlob | string> {
  const reader = new Reader(store, onProblem);
  const walk = new NewTrees(reader);
  for (const commit of commitsBetween(reader, include, exclude)) {
    const links = reader.commit(commit);
    if (links === undefined) continue;
    yield commit;
    const before = links.parents.flatMap((parent) => reader.commit(parent)?.tree ?? []);
    yield* walk.blobs(commit, links.tree, before);
  }
}

/** Every place between the two sides where one of `targets` came in, oldest commit first; at most `limit` folders are looked into. */
export function* incomingPlaces(
  store: ObjectStore,
  { include, exclude }: CommitRange,
  targets: ReadonlySet<string>,
  limit = MAX_FOLDERS,
): Generator<RangeBlob> {
  const reader = new Reader(store, () => undefined);
  const walk = new NewTrees(reader, limit);
  for (const commit of commitsBetween(reader, include, exclude)) {
    const links = reader.commit(commit);
    if (links === undefined) continue;
    const before = links.parents.flatMap((parent) => reader.commit(parent)?.tree ?? []);
    for (const blob of walk.blobs(commit, links.tree, before)) if (targets.has(blob.oid)) yield blob;
  }
}

function tipsOf(repository: Repository, branch: string | undefined): string[] {
  const refs = listRefs(repository);
  if (branch === undefined) return [...new Set(refs.map(({ oid }) => oid))];
  const names = [branch, `refs/heads/${branch}`, `refs/remotes/${branch}`, `refs/tags/${branch}`, `refs/${branch}`];
  const found = names.flatMap((name) => refs.filter((ref) => ref.name === name)).at(0);
  if (found === undefined) throw invalid("There is no such branch", branch, 'Run "git branch --all" to see what there is.');
  return [found.oid];
}

function revisions(repository: Repository, range: string): CommitRange {
  const words = range.split(/\s+/).filter((word) => word !== "");
  const isOdd = words.length === 0 || words.length > MAX_REVISIONS || words.some((word) => word.startsWith("-")) || range.includes("\0");
  if (isOdd) throw notARange(range);
  const lines = words.flatMap((word) => {
    const told = runGit(repository, ["rev-parse", "--revs-only", word], range)
      .split("\n")
      .filter((line) => line !== "");
    if (told.length === 0) throw notARange(range); // git leaves out silently what it does not know
    return told;
  });
  const commits = peeled(
    repository,
    lines.map((line) => line.replace(/^\^/, "")),
    range,
  );
  if (commits.includes(undefined)) throw notARange(range);
  const sides = (isExcluded: boolean): string[] =>
    commits.flatMap((commit, i) => (lines[i]?.startsWith("^") === isExcluded ? (commit ?? []) : []));
  const tags = lines.filter((line, i) => !line.startsWith("^") && line !== commits[i]);
  return { include: sides(false), exclude: sides(true), ...(tags.length > 0 ? { tags } : {}) };
}

/** The commit that each name leads to, tags peeled; undefined for what leads to none. */
function peeled(repository: Repository, names: readonly string[], asked: string): (string | undefined)[] {
  const oid = new RegExp(`^[0-9a-f]{${oidHexLength(repository)}}$`);
  const input = names.map((name) => `${name}^{commit}\n`).join("");
  const lines = runGit(repository, ["cat-file", "--batch-check=%(objectname)"], asked, input).split("\n");
  return names.map((_, i) => (oid.test(lines[i] ?? "") ? lines[i] : undefined));
}

/** The commits before the date that later ones stand on join the excluded. */
function laterThan(repository: Repository, { include, exclude, tags: named = [] }: CommitRange, since: string): CommitRange {
  const age = runGit(repository, ["rev-parse", `--since=${since}`], since).trim();
  if (!/^--max-age=\d+$/.test(age)) throw invalid("This is no date", since, 'Give a date such as "2026-01-31" or "2 weeks ago".');
  const all = peeled(repository, include, since);
  const tips = all.filter((oid) => oid !== undefined);
  const starts = [...tips, ...exclude.map((oid) => `^${oid}`)].map((line) => `${line}\n`).join("");
  const listed = runGit(repository, ["rev-list", age, "--parents", "--stdin"], since, starts).split("\n");
  const later = new Map(
    listed
      .filter((line) => line !== "")
      .map((line): [string, string[]] => [line.slice(0, oidHexLength(repository)), line.split(" ").slice(1)]),
  );
  const boundary = new Set([...later.values()].flat().filter((parent) => !later.has(parent)));
  const tags = include.filter((oid, i) => oid !== all[i] && later.has(all[i] ?? ""));
  const range = { include: tips.filter((oid) => later.has(oid)), exclude: [...exclude, ...boundary] };
  return named.length + tags.length > 0 ? { ...range, tags: [...named, ...tags] } : range;
}

/** Runs git so that nothing of the repository acts: no configuration of a user, no hooks, no fetch, no programs. */
function runGit(repository: Repository, args: readonly string[], asked: string, input?: string): string {
  const quiet = [
    "core.fsmonitor=false",
    "core.hooksPath=/dev/null",
    "log.showSignature=false",
    "core.attributesFile=/dev/null",
    "core.pager=cat",
  ];
  const settings = [...quiet, "submodule.recurse=false", "protocol.allow=never"].flatMap((setting) => ["-c", setting]);
  try {
    return execFileSync("git", [...settings, "--no-replace-objects", ...args], {
      cwd: repository.commonDir,
      env: safeEnvironment(repository),
      encoding: "utf8",
      timeout: GIT_TIMEOUT_MS,
      maxBuffer: MAX_OUTPUT_BYTES,
      stdio: ["pipe", "pipe", "ignore"],
      input: input ?? "",
    });
  } catch (cause) {
    if (cause instanceof Error && "code" in cause && cause.code === "ENOENT") {
      throw invalid(
        "The git program is needed to read a range, and it was not found",
        asked,
        "Install git, or scan the full history.",
        cause,
      );
    }
    throw notARange(asked, cause);
  }
}

function safeEnvironment(repository: Repository): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return {
    ...(PATH === undefined ? {} : { PATH }),
    ...(SystemRoot === undefined ? {} : { SystemRoot }), // without it no program starts on Windows
    GIT_DIR: repository.gitDir,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: "/dev/null",
    GIT_TERMINAL_PROMPT: "0",
    GIT_OPTIONAL_LOCKS: "0",
    GIT_NO_LAZY_FETCH: "1",
    GIT_NO_REPLACE_OBJECTS: "1",
    // A graft hides commits: what a range names is what was committed.
    GIT_GRAFT_FILE: "/dev/null",
    GIT_ALLOW_PROTOCOL: "",
    GIT_PAGER: "cat",
    GIT_ASKPASS: "",
    GIT_SSH_COMMAND: "false",
    LC_ALL: "C",
  };
}

interface Links {
  readonly tree: string;
  readonly parents: readonly string[];
  readonly seconds: number;
}

/** Reads commits and trees, each problem told once. */
class Reader {
  readonly hexLength: number;
  readonly #store: ObjectStore;
  readonly #onProblem: (error: AppError) => void;
  readonly #commits = new Map<string, Links | undefined>();
  readonly #told = new Set<string>();

  constructor(store: ObjectStore, onProblem: (error: AppError) => void) {
    this.#store = store;
    this.#onProblem = onProblem;
    this.hexLength = store.objectFormat === "sha256" ? 64 : 40;
  }

  commit(oid: string): Links | undefined {
    if (this.#commits.has(oid)) return this.#commits.get(oid);
    const bytes = this.#read(oid, "commit");
    const links = bytes === undefined ? undefined : commitLinks(bytes, this.hexLength);
    const commit = bytes === undefined || links === undefined ? undefined : { ...links, seconds: committerSeconds(bytes) };
    this.#commits.set(oid, commit);
    return commit;
  }

  /** By name as Latin-1; what comes before the damage in a broken tree. */
  tree(oid: string): Map<string, TreeEntry> {
    const entries = new Map<string, TreeEntry>();
    const bytes = this.#read(oid, "tree");
    try {
      for (const entry of treeEntries(bytes ?? Buffer.alloc(0), this.hexLength / 2, oid)) entries.set(entry.name.toString("latin1"), entry);
    } catch (error) {
      this.#tell(oid, error);
    }
    return entries;
  }

  #read(oid: string, type: "commit" | "tree"): Buffer | undefined {
    try {
      const object = this.#store.read(oid);
      if (object?.type === type) return object.bytes;
      const what = object === undefined ? `A ${type} is missing` : `A ${object.type} stands where a ${type} is due`;
      throw new AppError("OBJECT_BROKEN", { what, where: oid, next: "Fetch the whole history, or scan less of it." });
    } catch (error) {
      this.#tell(oid, error);
      return undefined;
    }
  }

  #tell(oid: string, error: unknown): void {
    if (!(error instanceof AppError)) throw error;
    if (!this.#told.has(oid)) this.#onProblem(error);
    this.#told.add(oid);
  }
}

/**
 * Gives the blobs of trees that no parent has at the same path. Each tree is entered once: a tree of endless paths ends. With
 * a limit each is entered at every path, and each blob given at every path, as often as that.
 */
class NewTrees {
  readonly #reader: Reader;
  readonly #seen = new Set<string>();
  readonly #isEveryPath: boolean;
  #left: number;

  constructor(reader: Reader, limit?: number) {
    this.#reader = reader;
    this.#isEveryPath = limit !== undefined;
    this.#left = limit ?? Infinity;
  }

  /** True the first time. */
  #isNew(oid: string, path: Buffer): boolean {
    const key = this.#isEveryPath ? `${oid}${path.toString("latin1")}` : oid;
    if (this.#seen.has(key)) return false;
    this.#seen.add(key);
    return true;
  }

  *blobs(commit: string, root: string, before: readonly string[]): Generator<RangeBlob> {
    const open = [{ tree: root, before, path: Buffer.alloc(0), depth: 0 }];
    for (let next = open.pop(); next !== undefined; next = open.pop()) {
      const { tree, path, depth } = next;
      if (next.before.includes(tree) || depth > MAX_TREE_DEPTH || !this.#isNew(tree, path)) continue;
      if (--this.#left < 0) return;
      const olds = next.before.map((oid) => this.#reader.tree(oid));
      for (const [name, { oid, mode, name: bytes }] of this.#reader.tree(tree)) {
        const old = olds.flatMap((entries) => entries.get(name) ?? []);
        if (isSubmoduleMode(mode) || old.some((entry) => entry.oid === oid)) continue;
        const inner = Buffer.concat([path, bytes]);
        if (isTreeMode(mode)) {
          const trees = old.filter((entry) => isTreeMode(entry.mode)).map((entry) => entry.oid);
          open.push({ tree: oid, before: trees, path: Buffer.concat([inner, Buffer.from("/")]), depth: depth + 1 });
        } else if (this.#isNew(oid, inner)) yield { oid, path: inner, commit };
      }
    }
  }
}

/** Commits that `include` reaches and `exclude` does not, parents first. */
function commitsBetween(reader: Reader, include: readonly string[], exclude: readonly string[]): string[] {
  const limit = new Limit(reader);
  for (const oid of exclude) limit.add(oid, true);
  for (const oid of include) limit.add(oid, false);
  limit.run();
  const order: string[] = [];
  const seen = new Set<string>();
  const open: { oid: string; isDone: boolean }[] = include.toReversed().map((oid) => ({ oid, isDone: false }));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.isDone) order.push(next.oid);
    else if (limit.isIncluded(next.oid) && !seen.has(next.oid)) {
      seen.add(next.oid);
      open.push({ oid: next.oid, isDone: true });
      for (const parent of reader.commit(next.oid)?.parents ?? []) open.push({ oid: parent, isDone: false });
    }
  }
  return order;
}

/** Newest first from both sides, until only excluded commits are left: most of history is never read. */
class Limit {
  readonly #reader: Reader;
  readonly #isExcluded = new Map<string, boolean>();
  /** Ascending by date: the newest is taken from the end. */
  readonly #queue: { oid: string; seconds: number }[] = [];
  readonly #waiting = new Set<string>();
  #includedInQueue = 0;
  #oldestIncluded = Infinity;

  constructor(reader: Reader) {
    this.#reader = reader;
  }

  isIncluded(oid: string): boolean {
    return this.#isExcluded.get(oid) === false;
  }

  add(oid: string, isExcluded: boolean): void {
    const known = this.#isExcluded.get(oid);
    if (known === undefined) {
      const commit = this.#reader.commit(oid);
      if (commit === undefined) return;
      this.#isExcluded.set(oid, isExcluded);
      if (!isExcluded) this.#includedInQueue++;
      this.#insert({ oid, seconds: commit.seconds });
    } else if (isExcluded && !known) this.#exclude(oid);
  }

  run(): void {
    let slop = SLOP_COMMITS;
    for (let next = this.#queue.pop(); next !== undefined; next = this.#queue.pop()) {
      this.#waiting.delete(next.oid);
      const isExcluded = this.#isExcluded.get(next.oid) ?? false;
      if (!isExcluded) {
        this.#includedInQueue--;
        this.#oldestIncluded = Math.min(this.#oldestIncluded, next.seconds);
      }
      if (this.#includedInQueue === 0 && isExcluded) {
        if (next.seconds >= this.#oldestIncluded) slop = SLOP_COMMITS;
        else if (--slop < 0) return;
      }
      for (const parent of this.#reader.commit(next.oid)?.parents ?? []) this.add(parent, isExcluded);
    }
  }

  /** A commit that was taken in turns out to be excluded, and with it all it reaches as far as it was read. */
  #exclude(first: string): void {
    const open = [first];
    for (let oid = open.pop(); oid !== undefined; oid = open.pop()) {
      if (this.#isExcluded.get(oid) !== false) continue;
      this.#isExcluded.set(oid, true);
      if (this.#waiting.has(oid)) this.#includedInQueue--;
      else open.push(...(this.#reader.commit(oid)?.parents ?? []));
    }
  }

  #insert(item: { oid: string; seconds: number }): void {
    this.#waiting.add(item.oid);
    let low = 0;
    let high = this.#queue.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#queue[middle]?.seconds ?? 0) <= item.seconds) low = middle + 1;
      else high = middle;
    }
    this.#queue.splice(low, 0, item);
  }
}

function notARange(range: string, cause?: unknown): AppError {
  return invalid("This names no commits of the repository", range, 'Give a range such as "main..HEAD", or a branch, tag or commit.', cause);
}

function invalid(what: string, asked: string, next: string, cause?: unknown): AppError {
  // Quoted as JSON: a range may hold line feeds and control characters.
  const where = JSON.stringify(asked.slice(0, 200));
  return new AppError("RANGE_INVALID", { what, where, next, ...(cause === undefined ? {} : { cause }) });
}
