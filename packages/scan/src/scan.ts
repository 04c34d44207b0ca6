import { randomBytes } from "node:crypto";
import { statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { kernelModule } from "@stanch/engine";
import { AppError, type Detector, type SkipReason } from "@stanch/model";
import { openRepository, walkFiles } from "@stanch/sources";
import { Collector, type OpenFinding } from "./collect.ts";
import { type HistoryOptions, scanHistory, scanStaged } from "./history.ts";
import type { Job, JobResult, WorkerSetup } from "./jobs.ts";
import { ScanPool } from "./pool.ts";
import { pathText } from "./file-job.ts";
import { seenBuffer } from "./seen.ts";

export interface ScanOptions {
  /** Folders, files or repositories. Empty when only `stdin` is scanned. */
  readonly paths: readonly string[];
  readonly stdin?: { readonly name: string; readonly bytes: Uint8Array };
  readonly history: HistoryOptions | "none";
  /** Only what the index changes against HEAD. */
  readonly staged?: boolean;
  readonly wants: (path: string, isFolder: boolean) => "yes" | "excluded" | "not-included";
  readonly dependencyFolders: "skip" | "scan";
  readonly maxFileBytes: number;
  readonly skipBinary: boolean;
  /** Worker threads; undefined: one a core. */
  readonly threads?: number;
  readonly detectors: readonly Detector[];
  /** Those of `detectors` that are not built in: plain data, since they cross to worker threads. */
  readonly customDetectors: readonly Detector[];
  /** The file worker threads start from. */
  readonly workerEntry: URL;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: Progress) => void;
}

export interface Progress {
  readonly phase: "files" | "history" | "attribution";
  readonly doneBytes: number;
  readonly totalBytes: number;
  readonly doneFiles: number;
}

export interface ScanOutcome {
  readonly findings: readonly OpenFinding[];
  readonly coverage: Coverage;
  readonly complete: boolean;
}

export interface RootState {
  readonly path: string;
  readonly repository?: RepositoryState;
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
  readonly roots: RootState[] = [];
  readonly skipped = new Map<string, { count: number; examples: string[] }>();

  skip(reason: SkipReason | string, where: string, count = 1): void {
    let entry = this.skipped.get(reason);
    if (entry === undefined) this.skipped.set(reason, (entry = { count: 0, examples: [] }));
    entry.count += count;
    if (entry.examples.length < 20) entry.examples.push(where);
    // Threads answer in any order: the smallest names are kept, so that the same tree gives the same receipt.
    else if (where < (entry.examples[19] ?? "")) entry.examples[19] = where;
    if (entry.examples.length === 20) entry.examples.sort();
  }
}

/** Everything one scan's parts share. */
export interface ScanContext {
  readonly options: ScanOptions;
  readonly pool: ScanPool;
  readonly collector: Collector;
  readonly coverage: Coverage;
  /** Handlers of results, by job. */
  readonly expect: (job: Job, then: (result: JobResult) => void) => Promise<void>;
  readonly expectHere: (job: Job, then: (result: JobResult) => void) => void;
  readonly progress: (part: Partial<Progress> & Pick<Progress, "phase">) => void;
}

/** Files of one job: small enough that threads end together, large enough that messages cost nothing. */
const FILES_A_JOB = 64;
/** Below this many files or bytes no thread is started. */
const FEW_FILES = 48;

/** Scans paths, histories and standard input. Throws AppError NOTHING_READ when there was nothing to read at all. */
export async function scan(options: ScanOptions): Promise<ScanOutcome> {
  const setup = workerSetup(options);
  const handlers = new Map<Job, (result: JobResult) => void>();
  const coverage = new Coverage();
  const pool = new ScanPool(setup, {
    entry: options.workerEntry,
    ...(options.threads === undefined ? {} : { threads: options.threads }),
    onResult: (job, result) => {
      for (const { reason, where } of result.skips) coverage.skip(reason, relativeTo(options, where));
      handlers.get(job)?.(result);
      handlers.delete(job);
    },
  });
  const collector = new Collector(options.detectors);
  const state = { phase: "files" as Progress["phase"], doneBytes: 0, totalBytes: 0, doneFiles: 0 };
  const context: ScanContext = {
    options,
    pool,
    collector,
    coverage,
    expect: async (job, then) => {
      handlers.set(job, then);
      await pool.run(job);
    },
    expectHere: (job, then) => {
      handlers.set(job, then);
      pool.runHere(job);
    },
    progress: (part) => {
      Object.assign(state, part);
      options.onProgress?.(state);
    },
  };
  try {
    if (options.stdin !== undefined) scanInput(context, options.stdin);
    for (const path of options.paths) {
      if (options.signal?.aborted === true) break;
      await scanRoot(context, path);
    }
    if (options.signal?.aborted !== true) await pool.drain();
  } finally {
    await pool.close();
  }
  const complete = options.signal?.aborted !== true;
  if (!complete) coverage.skip("interrupted", "what was not read yet");
  if (complete && coverage.files + coverage.blobs === 0 && options.staged !== true)
    throw new AppError("NOTHING_READ", {
      what: "Nothing was read",
      where: options.paths.join(", ") || "standard input",
      next: "Check the path, --include and --exclude; a scan that read nothing proves nothing.",
    });
  return { findings: [...collector.findings], coverage, complete };
}

function workerSetup(options: ScanOptions): WorkerSetup {
  const custom = new Set(options.customDetectors);
  return {
    kernel: kernelModule(),
    hashKeys: randomBytes(128),
    detectorIds: options.detectors.filter((detector) => !custom.has(detector)).map((detector) => detector.id),
    customDetectors: options.customDetectors,
    maxFileBytes: options.maxFileBytes,
    skipBinary: options.skipBinary,
    seen: seenBuffer(),
  };
}

function relativeTo(options: ScanOptions, where: string): string {
  for (const root of options.paths) {
    const path = resolve(root);
    if (where.startsWith(`${path}/`)) return where.slice(path.length + 1);
  }
  return where;
}

function scanInput(context: ScanContext, stdin: { readonly name: string; readonly bytes: Uint8Array }): void {
  context.expectHere({ kind: "bytes", name: stdin.name, bytes: stdin.bytes }, (result) => {
    context.coverage.files++;
    context.coverage.bytes += result.bytes;
    for (const hit of result.hits) for (const match of hit.matches) context.collector.add(match, { path: stdin.name });
  });
}

async function scanRoot(context: ScanContext, given: string): Promise<void> {
  const path = resolve(given);
  const { options, coverage } = context;
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat === undefined) throw new AppError("SOURCE_NOT_FOUND", { what: "No such file or folder", where: given, next: "Check the path." });
  const repository =
    options.history === "none" && options.staged !== true ? undefined : openRepository(stat.isDirectory() ? path : dirname(path));
  if (options.staged === true) {
    if (repository === undefined)
      throw new AppError("SOURCE_UNREADABLE", {
        what: "Not a git repository",
        where: given,
        next: "--staged compares a repository's index with its HEAD: run it inside one.",
      });
    coverage.roots.push({ path: given });
    await scanStaged(context, repository);
    return;
  }
  if (!stat.isDirectory()) {
    coverage.roots.push({ path: given });
    if (!stat.isFile()) return coverage.skip("special-file", given);
    await files(context, dirname(path), "", [{ folder: "", names: [basename(path)] }]);
    return;
  }
  const wantsFiles = repository?.bare !== true || repository.gitDir !== path;
  // Threads take some 20 ms to start: they do so while the first folders are listed.
  if (wantsFiles)
    await files(
      context,
      path,
      "",
      walkFiles(path, {
        wants: options.wants,
        dependencyFolders: options.dependencyFolders,
        skip: (reason, where) => coverage.skip(reason, where),
      }),
    );
  if (repository === undefined || options.history === "none") {
    coverage.roots.push({ path: given });
    return;
  }
  coverage.roots.push({ path: given, repository: await scanHistory(context, repository, options.history) });
}

async function files(
  context: ScanContext,
  root: string,
  prefix: string,
  folders: Iterable<{ folder: string | Uint8Array; names: (string | Uint8Array)[] }>,
): Promise<void> {
  const { coverage, collector } = context;
  const byHash = new Map<string, { folder: string; matches: Parameters<Collector["add"]>[0][] }>();
  const waiting = new Map<string, string[]>();
  const take =
    (folder: string, names: readonly (string | Uint8Array)[]) =>
    (result: JobResult): void => {
      coverage.files += result.blobs;
      coverage.bytes += result.bytes;
      coverage.duplicates += result.copies;
      const pathOf = (key: number | string): string => {
        const name = pathText(names[Number(key)] ?? "");
        return [prefix, folder, name].filter((part) => part !== "").join("/");
      };
      for (const hit of result.hits) {
        for (const match of hit.matches) collector.add(match, { path: pathOf(hit.key) });
        if (hit.hash !== undefined && hit.hash !== "") {
          byHash.set(hit.hash, { folder, matches: [...hit.matches] });
          for (const path of waiting.get(hit.hash) ?? []) for (const match of hit.matches) collector.add(match, { path });
          waiting.delete(hit.hash);
        }
      }
      for (const { key, hash } of result.duplicates) {
        const known = byHash.get(hash);
        if (known === undefined) {
          // Its twin is still being scanned, or holds nothing.
          const paths = waiting.get(hash);
          if (paths === undefined) waiting.set(hash, [pathOf(key)]);
          else paths.push(pathOf(key));
        } else for (const match of known.matches) collector.add(match, { path: pathOf(key) });
      }
      context.progress({ phase: "files", doneBytes: coverage.bytes, doneFiles: coverage.files });
    };
  const first: { folder: string | Uint8Array; names: (string | Uint8Array)[] }[] = [];
  let count = 0;
  let threaded = context.options.threads === 0 ? false : undefined;
  const send = async ({ folder, names }: (typeof first)[number]): Promise<void> => {
    const text = pathText(folder);
    for (let from = 0; from < names.length; from += FILES_A_JOB) {
      if (context.options.signal?.aborted === true) return;
      const part = names.slice(from, from + FILES_A_JOB);
      const base = typeof folder === "string" ? join(root, folder) : Buffer.concat([Buffer.from(root), Buffer.from("/"), folder]);
      await context.expect({ kind: "files", folder: base, names: part }, take(text, part));
    }
  };
  for (const folder of folders) {
    if (context.options.signal?.aborted === true) return;
    if (threaded === true) {
      await send(folder);
      continue;
    }
    first.push(folder);
    count += folder.names.length;
    if (threaded === undefined && count > FEW_FILES) {
      threaded = true;
      for (const one of first.splice(0)) await send(one);
    }
  }
  for (const { folder, names } of first) {
    const base = typeof folder === "string" ? join(root, folder) : Buffer.concat([Buffer.from(root), Buffer.from("/"), folder]);
    context.expectHere({ kind: "files", folder: base, names }, take(pathText(folder), names));
  }
  await context.pool.drain();
}
