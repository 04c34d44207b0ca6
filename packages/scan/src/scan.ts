import { lstatSync, readdirSync, realpathSync, statSync, type Stats } from "node:fs";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { kernelModule } from "@stanch/engine";
import { AppError, type Detector } from "@stanch/model";
import { type Repository, budgetBuffer, openGitDir, openRepository, submodules, walkFiles } from "@stanch/sources";
import { tablesOf } from "./built-in.ts";
import { Collector, type OpenFinding } from "./collect.ts";
import { type HistoryOptions, scanHistory, scanStaged } from "./history.ts";
import { type IncomingOptions, scanIncoming } from "./incoming.ts";
import type { ImageOptions } from "./image.ts";
import type { LocatedMatch } from "./locate.ts";
import type { HostsOptions } from "./hosts/options.ts";
import type { PlacesOptions } from "./places/options.ts";
import type { FilesJob, Job, JobResult, StreamJob, WorkerSetup } from "./jobs.ts";
import { ScanPool } from "./pool.ts";
import { pathText, pathsIn } from "./file-job.ts";
import { nearestName } from "./nearest-name.ts";
import { seenBuffer } from "./seen.ts";

/** Standard input, or anything else that is read once from its start to its end. */
export type StreamInput = Omit<StreamJob, "kind">;

export interface ScanOptions {
  /** Folders, files or repositories. Empty when only `stdin` is scanned. */
  readonly paths: readonly string[];
  readonly stdin?: StreamInput;
  readonly history: HistoryOptions | "none";
  /** Only what the index changes against HEAD. */
  readonly staged?: boolean;
  /** Of staged files only secrets that HEAD has not at the same path: those of a push are always such. */
  readonly newOnly?: boolean;
  /** Only what a push brings. */
  readonly incoming?: IncomingOptions;
  /** For these two: the repository as git tells its hooks, in place of the one that the path lies in. */
  readonly gitDir?: string;
  /** Object folders beside the repository's own, as git tells its hooks. */
  readonly objectFolders?: readonly string[];
  readonly wants: (path: string, isFolder: boolean) => "yes" | "excluded" | "not-included";
  readonly dependencyFolders: "skip" | "scan";
  readonly skipGitIgnored?: boolean;
  readonly maxFileBytes: number;
  readonly skipBinary: boolean;
  /** Worker threads; undefined: one a core. */
  readonly threads?: number;
  readonly detectors: readonly Detector[];
  /** Those of `detectors` that are not built in: plain data, since they cross to worker threads. */
  readonly customDetectors: readonly Detector[];
  /** The file worker threads start from. */
  readonly workerEntry: URL;
  /** How long one job may go on without a sign of life, in ms; undefined: a minute. */
  readonly jobLimitMs?: number;
  /** For paths that begin with `image:`. */
  readonly image?: ImageOptions;
  /** For paths that name another place: places/index.ts lists them. */
  readonly places?: PlacesOptions;
  /** For those of them that are code hosts: asked for when one is named. */
  readonly hosts?: () => Promise<HostsOptions>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly phase: "files" | "history" | "attribution";
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly doneFiles: number;
  /** What goes on, in words, in place of all that. */
  readonly note?: string;
}

export interface ScanOutcome {
  readonly findings: readonly OpenFinding[];
  readonly coverage: Coverage;
  readonly complete: boolean;
  /** What could not be read of images: what was found all the same stands, but nobody may take it for all. */
  readonly failures: readonly AppError[];
  /** To be called when all was told: what was read is known from then on. */
  readonly afterReport: readonly (() => void)[];
}

export interface RootState {
  readonly path: string;
  readonly repository?: RepositoryState;
  /** What of the whole is from here; of a repository inside another source it counts with that one. */
  readonly read?: Counts;
  /** Number of things left out here, by reason. */
  readonly skipped?: Readonly<Record<string, number>>;
}

/** How much was read. */
export interface Counts {
  readonly files: number;
  readonly blobs: number;
  readonly bytes: number;
  readonly commits: number;
  readonly refs: number;
  readonly duplicates: number;
}

/** What a receipt says of a repository. */
export interface RepositoryState {
  readonly head: string | null;
  readonly refs: number;
  readonly objectFormat: string;
  readonly shallow: boolean;
  readonly partial: boolean;
}

/** What was read and what was not. */
export class Coverage {
  files = 0;
  blobs = 0;
  bytes = 0;
  commits = 0;
  refs = 0;
  duplicates = 0;
  /** Things that an earlier run had read, and that are as they were. */
  unchanged = 0;
  readonly roots: RootState[] = [];
  readonly skipped = new Map<string, { count: number; examples: string[] }>();
  readonly #begun: { readonly root: number; readonly read: Counts; readonly skipped: ReadonlyMap<string, number> }[] = [];

  /** All that is counted from here on is of the next root that is told, until another one begins. */
  begin(): void {
    this.#begun.push({ root: this.roots.length, ...this.#now() });
  }

  /** Says of each root what of the whole is from it. */
  end(): void {
    for (const [index, { root, ...before }] of this.#begun.entries()) {
      const told = this.roots[root];
      const after = this.#begun[index + 1] ?? this.#now();
      if (told === undefined || root === this.#begun[index + 1]?.root) continue;
      const skipped = [...after.skipped].map(([reason, count]) => [reason, count - (before.skipped.get(reason) ?? 0)] as const);
      this.roots[root] = {
        ...told,
        read: {
          files: after.read.files - before.read.files,
          blobs: after.read.blobs - before.read.blobs,
          bytes: after.read.bytes - before.read.bytes,
          commits: after.read.commits - before.read.commits,
          refs: after.read.refs - before.read.refs,
          duplicates: after.read.duplicates - before.read.duplicates,
        },
        skipped: Object.fromEntries(skipped.filter(([, count]) => count > 0).sort(([a], [b]) => (a < b ? -1 : 1))),
      };
    }
  }

  #now(): { read: Counts; skipped: ReadonlyMap<string, number> } {
    const { files, blobs, bytes, commits, refs, duplicates } = this;
    const skipped = new Map([...this.skipped].map(([reason, { count }]) => [reason, count]));
    return { read: { files, blobs, bytes, commits, refs, duplicates }, skipped };
  }

  skip(reason: string, where: string, count = 1): void {
    let entry = this.skipped.get(reason);
    if (entry === undefined) this.skipped.set(reason, (entry = { count: 0, examples: [] }));
    entry.count += count;
    // Threads answer in any order: the smallest names are kept, so that the same tree gives the same receipt.
    if (entry.examples.length < 20) entry.examples.push(where);
    else if (where < (entry.examples[19] ?? "")) entry.examples[19] = where;
    else return;
    if (entry.examples.length === 20) entry.examples.sort();
  }
}

/** Everything one scan's parts share. */
export interface ScanContext {
  readonly options: ScanOptions;
  readonly pool: ScanPool;
  readonly collector: Collector;
  readonly coverage: Coverage;
  readonly failures: AppError[];
  readonly afterReport: (() => void)[];
  /** Sends a job to a thread; resolves when there is room for another. */
  readonly expect: (handler: Handler) => Promise<void>;
  /** Runs it in this thread, at once. */
  readonly expectHere: (handler: Handler) => void;
  readonly progress: (part: Partial<Progress> & Pick<Progress, "phase">) => void;
  readonly twins: Twins;
}

/** A job, what becomes of its result, and what to try instead when it does not end. */
export interface Handler {
  readonly job: Job;
  readonly onResult: (result: JobResult) => void;
  readonly split?: () => Handler[];
}

function jobName(job: Job): string {
  if (job.kind === "files") return `${job.root}/${pathText(job.folders[0]?.folder ?? "")}/${pathText(job.folders[0]?.names[0] ?? "")}`;
  if (job.kind === "pack" || job.kind === "links") return `${job.path}: entries ${job.from} to ${job.to}`;
  if (job.kind === "entries") return `${job.where}:${job.entries[0]?.name ?? ""}`;
  return job.kind === "bytes" || job.kind === "stream" || job.kind === "pipe" ? job.name : `loose object ${job.objects[0]?.oid ?? ""}`;
}

/** Files of one job: small enough that threads end together, large enough that messages cost nothing. */
const FILES_A_JOB = 96;
/** Below this many files and bytes no thread is started. */
const FEW_FILES = 48;
const FEW_BYTES = 16_777_216;
/** How long an interrupted scan waits for what threads are at. */
const GRACE_MS = 500;

/** Scans paths, histories and standard input. Throws AppError NOTHING_READ when there was nothing to read at all. */
export async function scan(options: ScanOptions): Promise<ScanOutcome> {
  const setup = workerSetup(options);
  const handlers = new Map<Job, Handler>();
  const coverage = new Coverage();
  let isGapped = false;
  const pool = new ScanPool(setup, {
    entry: options.workerEntry,
    // What comes from elsewhere comes piece by piece: some other thread has to read that.
    ...(options.threads === undefined ? {} : { threads: options.paths.some(isPlace) ? Math.max(1, options.threads) : options.threads }),
    ...(options.jobLimitMs === undefined ? {} : { limitMs: options.jobLimitMs }),
    onResult: (job, result) => {
      for (const { reason, where } of result.skips) coverage.skip(reason, relativeTo(options, where));
      handlers.get(job)?.onResult(result);
      handlers.delete(job);
    },
    onTimeout: (job) => {
      isGapped = true;
      const parts = handlers.get(job)?.split?.() ?? [];
      handlers.delete(job);
      if (parts.length === 0) coverage.skip("time-out", relativeTo(options, jobName(job)));
      // Halves, until what hangs stands alone: the rest is still scanned.
      for (const part of parts) {
        handlers.set(part.job, part);
        void pool.run(part.job);
      }
    },
  });
  const collector = new Collector(options.detectors);
  const state = { phase: "files" as Progress["phase"], doneBytes: 0, totalBytes: 0, doneFiles: 0 };
  const context: ScanContext = {
    options,
    pool,
    collector,
    coverage,
    failures: [],
    afterReport: [],
    twins: new Twins(collector),
    expect: async (handler) => {
      handlers.set(handler.job, handler);
      await pool.run(handler.job);
    },
    expectHere: (handler) => {
      handlers.set(handler.job, handler);
      pool.runHere(handler.job);
    },
    progress: (part) => {
      Object.assign(state, part);
      options.onProgress?.(state);
    },
  };
  let stopped: Promise<void> | undefined;
  const onAbort = (): void => {
    stopped = pool.stop(GRACE_MS);
  };
  options.signal?.addEventListener("abort", onAbort);
  try {
    if (options.stdin !== undefined) scanInput(context, options.stdin);
    for (const path of options.paths) {
      if (options.signal?.aborted === true) break;
      // What threads still do counts for the source before.
      if (coverage.roots.length > 0) await pool.drain();
      coverage.begin();
      if (!isPlace(path) || !(await (await import("./places/index.ts")).scanPlace(context, path))) await scanRoot(context, path);
    }
    if (options.signal?.aborted === true) await stopped;
    else await pool.drain();
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
    await pool.close();
  }
  // What a lost thread had begun, others took for done.
  if (isGapped) for (const path of context.twins.waiting()) coverage.skip("time-out", path);
  const { failures, afterReport } = context;
  const isAborted = options.signal?.aborted === true;
  const complete = !isAborted && failures.length === 0;
  if (isAborted) coverage.skip("interrupted", "what was not read yet");
  coverage.end();
  const [failure] = failures;
  const findings = [...collector.findings];
  // Commits without a file have messages: what was found in one was read.
  const isNothing = coverage.files + coverage.blobs + coverage.unchanged + findings.length === 0;
  if (failure !== undefined && isNothing) throw failure;
  if (complete && isNothing && options.staged !== true && options.incoming === undefined)
    throw new AppError("NOTHING_READ", {
      what: "Nothing was read",
      // Not as they were given: a connection string holds a password.
      where: coverage.roots.map(({ path }) => path).join(", ") || "standard input",
      next: "Check the path, --include and --exclude; a scan that read nothing proves nothing.",
    });
  return { findings, coverage, complete, failures, afterReport };
}

/** What may name a place and no path, `image:REF` or `s3://BUCKET`: places/index.ts knows which. */
const isPlace = (path: string): boolean => /^[a-z][a-z\d]+:/.test(path);

function workerSetup(options: ScanOptions): WorkerSetup {
  const custom = new Set(options.customDetectors);
  return {
    kernel: kernelModule(),
    tables: tablesOf(options.detectors),
    detectorIds: options.detectors.filter((detector) => !custom.has(detector)).map((detector) => detector.id),
    customDetectors: options.customDetectors,
    maxFileBytes: options.maxFileBytes,
    skipBinary: options.skipBinary,
    seen: seenBuffer(),
    spent: budgetBuffer(),
  };
}

function relativeTo(options: ScanOptions, where: string): string {
  for (const root of options.paths) {
    const path = resolve(root);
    if (where.startsWith(`${path}/`)) return where.slice(path.length + 1);
  }
  return where;
}

function scanInput(context: ScanContext, stdin: StreamInput): void {
  context.coverage.begin();
  context.coverage.roots.push({ path: stdin.name });
  const onResult = (result: JobResult): void => {
    context.coverage.files++;
    context.coverage.bytes += result.bytes;
    for (const hit of result.hits) for (const match of hit.matches) context.collector.add(match, { path: stdin.name });
  };
  context.expectHere({ job: { kind: "stream", ...stdin }, onResult });
}

async function scanRoot(context: ScanContext, given: string): Promise<void> {
  const path = resolve(given);
  const { options, coverage } = context;
  const stat = statOf(given, path);
  if (options.staged === true || options.incoming !== undefined) return scanChanges(context, given, path);
  const repository = options.history === "none" ? undefined : openRepository(stat.isDirectory() ? path : dirname(path));
  if (!stat.isDirectory()) {
    coverage.roots.push({ path: given });
    if (!stat.isFile()) return coverage.skip("special-file", given);
    await files(context, dirname(path), [{ folder: "", names: [basename(path)] }], true);
    return;
  }
  const nested: string[] = [];
  const wantsFiles = repository?.bare !== true || repository.gitDir !== path;
  if (wantsFiles)
    await files(
      context,
      path,
      walkFiles(path, {
        wants: options.wants,
        dependencyFolders: options.dependencyFolders,
        skipGitIgnored: options.skipGitIgnored === true,
        skip: (reason, where) => coverage.skip(reason, where),
        onRepository: (where) => nested.push(where),
      }),
    );
  if (options.history === "none") {
    coverage.roots.push({ path: given });
    return;
  }
  const state = repository === undefined ? undefined : await scanHistory(context, repository, options.history);
  coverage.roots.push({ path: given, ...(state === undefined ? {} : { repository: state }) });
  if (repository !== undefined) reportAbsentSubmodules(context, repository);
  // A range names commits of the repository that was given, not of those in it.
  if (options.history.range !== undefined || options.history.branch !== undefined) return;
  for (const where of nested) await scanNested(context, path, where);
}

/** What the index changes, or what a push brings. */
async function scanChanges(context: ScanContext, given: string, path: string): Promise<void> {
  const { gitDir, incoming } = context.options;
  const repository = gitDir === undefined ? openRepository(path) : openGitDir(gitDir, path);
  if (repository === undefined)
    throw new AppError("SOURCE_UNREADABLE", {
      what: "Not a git repository",
      where: gitDir ?? given,
      next: "--staged compares a repository's index with its HEAD: run it inside one.",
    });
  context.coverage.roots.push({ path: given });
  if (incoming === undefined) await scanStaged(context, repository);
  else await scanIncoming(context, repository, incoming);
}

/** The history of a repository inside the scanned folder, under the names that its files have from there. */
async function scanNested(context: ScanContext, root: string, where: string): Promise<void> {
  const { options, coverage } = context;
  if (options.history === "none" || options.signal?.aborted === true) return;
  const inner = openRepository(join(root, where));
  // A `.git` that is none, or whose file leads out of the scanned folder: another's store is not ours to read.
  if (inner === undefined || !isBelow(root, inner.commonDir)) return coverage.skip("unreadable", `${where}/.git`);
  coverage.roots.push({ path: where, repository: await scanHistory(context, { ...inner, prefix: "" }, options.history, where) });
}

function isBelow(root: string, path: string): boolean {
  const way = relative(realpathSync(root), realpathSync(path));
  return way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function reportAbsentSubmodules({ coverage }: ScanContext, repository: Repository): void {
  try {
    for (const { path, repository: inner } of submodules(repository)) if (inner === undefined) coverage.skip("submodule-absent", path);
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    coverage.skip("broken-object", error.message);
  }
}

function statOf(given: string, path: string): Stats {
  let stat: Stats | undefined;
  try {
    stat = statSync(path, { throwIfNoEntry: false });
  } catch (cause) {
    const code = cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : "unknown error";
    throw new AppError("SOURCE_UNREADABLE", {
      what: `Cannot open it: ${code}`,
      where: given,
      next: "Check the path and its permissions.",
      cause,
    });
  }
  if (stat !== undefined) return stat;
  const near = nearestName(basename(path), namesIn(dirname(path)));
  throw new AppError("SOURCE_NOT_FOUND", {
    what: "No such file or folder",
    where: given,
    next: near === undefined ? "Check the path." : `Did you mean "${near}"?`,
  });
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder).slice(0, 10_000);
  } catch {
    return [];
  }
}

/** Files of one folder, as the walk gives them. */
type Folder = FilesJob["folders"][number];

/** Scans files below `root`, many to a job; a copy of a content gets the matches of the first. */
async function files(context: ScanContext, root: string, folders: Iterable<Folder>, isNamed = false): Promise<void> {
  const handler = (part: readonly Folder[], isAgain = false): Handler => ({
    job: { kind: "files", root, folders: part, ...(isNamed ? { isNamed } : {}), ...(isAgain ? { isAgain } : {}) },
    onResult: (result) => {
      takeFiles(context, part, result);
    },
    split: () => halves(part).map((half) => handler(half, true)),
  });
  const jobs = batches(folders);
  const first = jobs.next();
  if (first.done === true) return;
  let next = jobs.next();
  // Threads take some 20 ms to start: a handful of files is done before.
  if (next.done === true && areFew(root, first.value)) {
    context.expectHere(handler(first.value));
    return;
  }
  await context.expect(handler(first.value));
  for (; next.done !== true; next = jobs.next()) {
    if (context.options.signal?.aborted === true) return;
    await context.expect(handler(next.value));
  }
  await context.pool.drain();
}

function takeFiles(context: ScanContext, part: readonly Folder[], result: JobResult): void {
  const { coverage, collector, twins } = context;
  coverage.files += result.blobs;
  coverage.bytes += result.bytes;
  coverage.duplicates += result.copies;
  const paths = result.hits.length + result.duplicates.length > 0 ? pathsOf(part) : [];
  for (const { key, matches, hash } of result.hits) {
    const path = paths[Number(key)] ?? "";
    for (const match of matches) collector.add(match, { path });
    if (hash !== undefined && hash !== "") twins.first(hash, matches);
  }
  for (const { key, hash } of result.duplicates) twins.copy(hash, paths[key] ?? "");
  context.progress({ phase: "files", doneBytes: coverage.bytes, doneFiles: coverage.files });
}

/** Contents that several paths hold: their matches may come before or after the news of a copy. */
class Twins {
  readonly #collector: Collector;
  readonly #matches = new Map<string, readonly LocatedMatch[]>();
  readonly #waiting = new Map<string, string[]>();
  constructor(collector: Collector) {
    this.#collector = collector;
  }
  /** Paths whose content some thread began and never told about. */
  waiting(): string[] {
    return [...this.#waiting.values()].flat();
  }
  first(hash: string, matches: readonly LocatedMatch[]): void {
    this.#matches.set(hash, matches);
    for (const path of this.#waiting.get(hash) ?? []) for (const match of matches) this.#collector.add(match, { path });
    this.#waiting.delete(hash);
  }
  copy(hash: string, path: string): void {
    const known = this.#matches.get(hash);
    if (known !== undefined) for (const match of known) this.#collector.add(match, { path });
    else this.#waiting.set(hash, [...(this.#waiting.get(hash) ?? []), path]);
  }
}

function* batches(folders: Iterable<Folder>): Generator<Folder[], undefined> {
  let batch: Folder[] = [];
  let count = 0;
  for (const { folder, names } of folders) {
    for (let from = 0; from < names.length; from += FILES_A_JOB) {
      const part = names.slice(from, from + FILES_A_JOB);
      batch.push({ folder, names: part });
      count += part.length;
      if (count >= FILES_A_JOB) {
        yield batch;
        batch = [];
        count = 0;
      }
    }
  }
  if (count > 0) yield batch;
}

/** Whether a job is small enough for this thread, which does not hear an interrupt while it scans. */
function areFew(root: string, part: readonly Folder[]): boolean {
  if (countNames(part) > FEW_FILES) return false;
  let bytes = 0;
  for (const path of pathsIn(root, part)) {
    try {
      bytes += lstatSync(path).size;
    } catch {
      // gone: the job says so
    }
  }
  return bytes <= FEW_BYTES;
}

const countNames = (part: readonly Folder[]): number => part.reduce((sum, { names }) => sum + names.length, 0);

function pathsOf(part: readonly Folder[]): string[] {
  return part.flatMap(({ folder, names }) =>
    names.map((name) => (folder.length === 0 ? pathText(name) : `${pathText(folder)}/${pathText(name)}`)),
  );
}

/** A job in two; nothing where it is down to one file. */
function halves(part: readonly Folder[]): Folder[][] {
  const single = part.flatMap(({ folder, names }) => names.map((name) => ({ folder, names: [name] })));
  if (single.length < 2) return [];
  return [single.slice(0, single.length >> 1), single.slice(single.length >> 1)];
}
