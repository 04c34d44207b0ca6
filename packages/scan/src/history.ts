import { existsSync } from "node:fs";
import { join } from "node:path";
import { AppError } from "@stanch/model";
import {
  BLOB,
  COMMIT,
  LINK_BROKEN,
  LINK_HEADER,
  TAG,
  TREE,
  type Attribution,
  type CommitRange,
  FOREIGN_BASE,
  NO_BASE,
  type GitObject,
  ObjectStore,
  type PackPlan,
  type Repository,
  attribute,
  familyBytes,
  headOf,
  listRefs,
  oidHexLength,
  planPack,
  messageStart,
  parseTag,
  reachableObjects,
  resolveRange,
  reflogOids,
  stagedBlobs,
} from "@stanch/sources";
import { Inflater } from "./inflater.ts";
import { KnownBefore } from "./known-before.ts";
import type { Place } from "./collect.ts";
import { messagePlace } from "./messages.ts";
import type { LocatedMatch } from "./locate.ts";
import type { JobResult, LinksJob, PackJob } from "./jobs.ts";
import type { Handler, RepositoryState, ScanContext } from "./scan.ts";

export interface HistoryOptions {
  /** A revision range as git reads it; undefined: everything the repository reaches. */
  readonly range?: string;
  readonly since?: string;
  readonly branch?: string;
  /** Also what no ref reaches. */
  readonly allObjects?: boolean;
  /** Without a range: what these commits reach, in place of all refs. All contents are read, as that is the fastest way. */
  readonly tips?: readonly string[];
}

/** Bytes of the objects that one job builds, about: some 20 ms of work, so that threads end together. */
const JOB_BYTES = 8_000_000;
const JOB_ROOTS = 2000;
/** From this size on a pack is surely worth threads. */
const LARGE_PACK = 1_000_000;
const LOOSE_A_JOB = 128;

/** Blobs with matches, by object id: what the attribution has to find. */
export type Hits = Map<string, readonly LocatedMatch[]>;

/** Scans every blob of a repository, or those of a range, and names commit and path of each match. */
export async function scanHistory(
  context: ScanContext,
  repository: Repository,
  options: HistoryOptions,
  where = "",
): Promise<RepositoryState> {
  const { coverage } = context;
  const store = ObjectStore.open(repository);
  // Threads start while the refs are read and the packs are looked through.
  if (options.range === undefined && store.packs.some((pack) => pack.sizeBytes > LARGE_PACK)) context.pool.warmUp();
  try {
    for (const problem of store.problems) coverage.skip("unreadable", `${problem.path}: ${problem.error.message}`);
    const refs = listRefs(repository);
    coverage.refs += refs.length;
    const hits: Hits = new Map();
    const isRange = options.range !== undefined || options.since !== undefined || options.branch !== undefined;
    const range = isRange
      ? resolveRange(repository, options.range, {
          ...(options.since === undefined ? {} : { since: options.since }),
          ...(options.branch === undefined ? {} : { branch: options.branch }),
        })
      : undefined;
    const plans = new Map<string, PackPlan>();
    if (range === undefined) await scanAllObjects(context, store, repository, hits, plans);
    else await scanObjects(context, store, objectsOf(context, store, range), hits);
    const tips = (range === undefined ? undefined : [...range.include, ...(range.tags ?? [])]) ??
      options.tips ?? [...new Set([...refs.map((ref) => ref.oid), ...(options.allObjects === true ? reflogOids(repository) : [])])];
    await attributeHits(context, repository, store, hits, {
      tips,
      exclude: range?.exclude ?? [],
      allObjects: options.allObjects === true,
      where,
      plans,
    });
    return {
      head: headOf(repository).oid ?? null,
      refs: refs.length,
      objectFormat: repository.objectFormat,
      shallow: repository.shallow,
      partial: repository.partial,
    };
  } finally {
    store.close();
  }
}

function* objectsOf({ coverage }: ScanContext, store: ObjectStore, range: CommitRange): Generator<string> {
  const problem = (error: AppError): void => {
    coverage.skip("broken-object", error.message);
  };
  const { commits, tags } = withoutTags(store, [...range.include, ...(range.tags ?? [])]);
  yield* tags;
  yield* reachableObjects(store, commits, range.exclude, problem);
}

/** Deepest chain of tags of tags that is followed. */
const MOST_TAGS = 16;

/** What tags lead to, and the annotated tags on the way there. */
function withoutTags(store: ObjectStore, oids: readonly string[]): { commits: string[]; tags: string[] } {
  const commits = new Set<string>();
  const tags = new Set<string>();
  for (const first of oids) {
    let oid = first;
    for (let target = tagTarget(store, oid); target !== undefined && tags.size < MOST_TAGS * oids.length; target = tagTarget(store, oid)) {
      tags.add(oid);
      oid = target;
    }
    commits.add(oid);
  }
  return { commits: [...commits], tags: [...tags] };
}

function tagTarget(store: ObjectStore, oid: string): string | undefined {
  const object = attempt(() => store.read(oid));
  return object?.type === "tag" ? parseTag(object.bytes, oid.length)?.target : undefined;
}

/** `plans` gets those of the packs, by path. */
async function scanAllObjects(
  context: ScanContext,
  store: ObjectStore,
  repository: Repository,
  hits: Hits,
  plans: Map<string, PackPlan>,
): Promise<void> {
  const { coverage } = context;
  for (const pack of store.packs) {
    let plan: PackPlan;
    try {
      plan = planPack(pack);
    } catch (error) {
      coverage.skip("broken-object", `${pack.path}: ${error instanceof Error ? error.message : "unreadable"}`);
      continue;
    }
    plans.set(pack.path, plan);
    if (plan.broken > 0) coverage.skip("broken-object", pack.path, plan.broken);
    context.progress({ phase: "history", totalBytes: plannedBytes(plan) });
    for (const [from, to] of slices(plan, [BLOB, COMMIT, TAG])) {
      if (context.options.signal?.aborted === true) return;
      await context.expect(packHandler(context, { kind: "pack", path: pack.path, plan, from, to }, pack.index, hits));
    }
    await scanForeign(context, store, pack.index, plan, hits);
  }
  await context.pool.drain();
  await scanLoose(context, store, repository, hits);
}

function packHandler(context: ScanContext, job: PackJob, index: { oidAt(i: number): Uint8Array }, hits: Hits): Handler {
  const { coverage } = context;
  return {
    job,
    onResult: (result) => {
      coverage.blobs += result.blobs;
      coverage.bytes += result.bytes;
      for (const hit of result.hits) hits.set(hex(index.oidAt(Number(hit.key))), hit.matches);
      context.progress({ phase: "history", doneBytes: coverage.bytes });
    },
    split: () => {
      const middle = (job.from + job.to) >> 1;
      if (middle === job.from) return [];
      return [packHandler(context, { ...job, to: middle }, index, hits), packHandler(context, { ...job, from: middle }, index, hits)];
    },
  };
}

const hex = (oid: Uint8Array): string => Buffer.from(oid.buffer, oid.byteOffset, oid.byteLength).toString("hex");

function plannedBytes(plan: PackPlan): number {
  let sum = 0;
  for (let i = 0; i < plan.count; i++) if (plan.types[i] === BLOB) sum += plan.sizes[i] ?? 0;
  return sum;
}

/** Ranges of roots whose families make about one job. */
function* slices(plan: PackPlan, types: readonly number[]): Generator<[number, number]> {
  const weights = familyBytes(plan);
  let from = 0;
  let bytes = 0;
  let roots = 0;
  for (let i = 0; i < plan.count; i++) {
    if (plan.bases[i] !== NO_BASE || !types.includes(plan.types[i] ?? 0)) continue;
    bytes += weights[i] ?? 0;
    roots++;
    if (bytes < JOB_BYTES && roots < JOB_ROOTS) continue;
    yield [from, i + 1];
    from = i + 1;
    bytes = 0;
    roots = 0;
  }
  if (roots > 0) yield [from, plan.count];
}

/** Deltas on a base in another pack, and all that hangs on them: few, and read one by one. */
async function scanForeign(
  context: ScanContext,
  store: ObjectStore,
  index: { oidAt(i: number): Uint8Array },
  plan: PackPlan,
  hits: Hits,
): Promise<void> {
  const todo: number[] = [];
  for (let i = 0; i < plan.count; i++) if (plan.bases[i] === FOREIGN_BASE) todo.push(i);
  const oids: string[] = [];
  for (let entry = todo.pop(); entry !== undefined; entry = todo.pop()) {
    oids.push(hex(index.oidAt(plan.indexPositions[entry] ?? 0)));
    for (let child = plan.firstChild[entry] ?? -1; child !== -1; child = plan.nextSibling[child] ?? -1) todo.push(child);
  }
  await scanObjects(context, store, oids, hits);
}

async function scanLoose(context: ScanContext, store: ObjectStore, repository: Repository, hits: Hits): Promise<void> {
  let batch: { oid: string; path: string }[] = [];
  const elsewhere: string[] = [];
  const send = async (): Promise<void> => {
    const objects = batch;
    batch = [];
    await context.expect({
      job: { kind: "loose", objects },
      onResult: (result) => {
        context.coverage.blobs += result.blobs;
        context.coverage.bytes += result.bytes;
        for (const hit of result.hits) hits.set(String(hit.key), hit.matches);
      },
    });
  };
  for (const oid of store.looseOids()) {
    const path = join(repository.commonDir, "objects", oid.slice(0, 2), oid.slice(2));
    if (existsSync(path)) batch.push({ oid, path });
    else elsewhere.push(oid);
    if (batch.length >= LOOSE_A_JOB) await send();
  }
  if (batch.length > 0) await send();
  await scanObjects(context, store, elsewhere, hits);
  await context.pool.drain();
}

/** Scans objects by id: blobs, and messages of commits and tags. */
export async function scanObjects(
  context: ScanContext,
  store: ObjectStore,
  oids: Iterable<string>,
  hits: Hits,
  largeBytes = Infinity,
): Promise<void> {
  const { coverage } = context;
  let small = 0;
  for (const oid of oids) {
    if (context.options.signal?.aborted === true) return;
    const object = readOrSkip(coverage, store, oid, oid);
    if (object === undefined || object.type === "tree") continue;
    const isBlob = object.type === "blob";
    const bytes = isBlob ? object.bytes : object.bytes.subarray(messageStart(object.bytes));
    const job = { kind: "bytes", name: oid, bytes, isMessage: !isBlob } as const;
    const onResult = (result: JobResult): void => {
      if (isBlob) {
        coverage.blobs += result.blobs;
        coverage.bytes += result.bytes;
      }
      for (const hit of result.hits) hits.set(oid, hit.matches);
    };
    // A few are scanned here: a thread's start costs more.
    if (bytes.length < largeBytes && small++ < 64) context.expectHere({ job, onResult });
    else await context.expect({ job, onResult });
  }
  await context.pool.drain();
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) return undefined; // it is told where it is to be scanned
    throw error;
  }
}

/** An object, or undefined after the reason was noted. */
function readOrSkip(coverage: ScanContext["coverage"], store: ObjectStore, oid: string, where: string): GitObject | undefined {
  try {
    const object = store.read(oid);
    if (object === undefined) coverage.skip("missing-object", where);
    return object;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    coverage.skip("broken-object", `${where}: ${error.message}`);
    return undefined;
  }
}

/** Reads commits and trees of a pack in worker threads, and gives what they name in the pack's order. */
async function* linksOf(context: ScanContext, job: Omit<LinksJob, "kind" | "from" | "to">): AsyncGenerator<Uint8Array> {
  const done: (Uint8Array | undefined)[] = [];
  let given = 0;
  const handler = (from: number, to: number): Handler => {
    const place = done.push(undefined) - 1;
    return {
      job: { kind: "links", ...job, from, to },
      onResult: ({ links }) => {
        done[place] = links ?? LOST;
      },
    };
  };
  for (const [from, to] of slices(job.plan, [COMMIT, TREE])) {
    await context.expect(handler(from, to));
    for (let links = done[given]; links !== undefined; links = done[given]) {
      done[given++] = NOTHING;
      yield links;
    }
  }
  await context.pool.drain();
  // A job that did not end leads to things that then count as unreachable: the attribution is told that it has a gap.
  for (const links of done.slice(given)) yield links ?? LOST;
}

/** Where something stands of which neither commit nor path is known. */
function nameless(store: ObjectStore, oid: string, kind = ""): Place {
  const message = messagePlace(store, oid);
  if (message === undefined) return { path: `(${kind}blob ${oid})`, blob: oid };
  return { ...message, path: message.path.replace("of ", `of ${kind}`) };
}

const NOTHING = new Uint8Array();
/** One object that could not be read. */
const LOST = Uint8Array.from({ length: LINK_HEADER }, (_, at) => (at === 0 ? LINK_BROKEN : 0));

async function attributeHits(
  context: ScanContext,
  repository: Repository,
  store: ObjectStore,
  hits: Hits,
  scope: { tips: readonly string[]; exclude: readonly string[]; allObjects: boolean; where: string; plans: ReadonlyMap<string, PackPlan> },
): Promise<void> {
  const { collector, coverage, options } = context;
  context.progress({ phase: "attribution" });
  let result: Attribution;
  try {
    result = await attribute(repository, store, new Set(hits.keys()), {
      tips: scope.tips,
      exclude: scope.exclude,
      readLinks: ({ path }, hints) => {
        const plan = scope.plans.get(path);
        // A delta on what lies in another pack is put together by the store.
        if (plan === undefined || plan.broken > 0 || plan.bases.includes(FOREIGN_BASE)) return undefined;
        return linksOf(context, { path, plan, hints, oidLength: oidHexLength(repository) / 2 });
      },
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (error) {
    if (!(error instanceof AppError && error.code === "INTERRUPTED")) throw error;
    // What was found is told all the same, without its commit.
    for (const [oid, matches] of hits) for (const match of matches) collector.add(match, nameless(store, oid));
    return;
  }
  coverage.commits += result.commitCount;
  if (result.brokenCount > 0) coverage.skip("broken-object", "commits and trees", result.brokenCount);
  for (const one of result.missing) coverage.skip("missing-object", one);
  // What the lost part of the history would have led to cannot be told from what nothing leads to.
  const isGapped = result.brokenCount + result.missing.length > 0;
  if (result.isCut) coverage.skip("too-many-matches", "paths of matches in history");
  const unreachable = new Set(result.unreachable);
  const prefix = repository.prefix === "" ? "" : `${repository.prefix.replace(/\/$/, "")}/`;
  for (const [oid, matches] of hits) {
    const places = result.places.get(oid) ?? [];
    if (places.length === 0 && (isGapped || !unreachable.has(oid))) for (const match of matches) collector.add(match, nameless(store, oid));
    else if (places.length === 0) {
      if (scope.allObjects) for (const match of matches) collector.add(match, nameless(store, oid, "unreachable "));
      else coverage.skip("unreachable", oid);
      continue;
    }
    // A commit or tag that holds a secret itself, in its message: known by having no path.
    const message = places.some((place) => place.path === "") ? messagePlace(store, oid) : undefined;
    for (const found of places) {
      const place = found.path === "" && message !== undefined ? message : found;
      // A folder inside a repository: its own history, under its own names.
      if (!place.path.startsWith(prefix)) continue;
      const path = (scope.where === "" ? "" : `${scope.where}/`) + place.path.slice(prefix.length);
      if (options.wants(path, false) !== "yes") continue;
      for (const match of matches) collector.add(match, { ...place, path, blob: oid });
    }
  }
}

/** Scans what the index changes against HEAD, in this thread. */
export async function scanStaged(context: ScanContext, repository: Repository): Promise<void> {
  const { coverage, collector, options } = context;
  const prefix = repository.prefix === "" ? "" : `${repository.prefix.replace(/\/$/, "")}/`;
  const inflater = new Inflater();
  const inflate = (packed: Uint8Array, sizeBytes?: number): Buffer | undefined => inflater.inflate(packed, sizeBytes);
  const store = ObjectStore.open(repository, { folders: options.objectFolders ?? [], inflate });
  const before = new KnownBefore(context, store);
  const head = headOf(repository).oid;
  try {
    const indexFile = process.env["GIT_INDEX_FILE"];
    for (const { path, oid } of stagedBlobs(repository, store, indexFile === undefined || indexFile === "" ? {} : { indexFile })) {
      const whole = path.toString("utf8");
      // A folder inside the repository: only what is staged there, under its own names.
      if (!whole.startsWith(prefix)) continue;
      const name = whole.slice(prefix.length);
      const wanted = options.wants(name, false);
      if (wanted !== "yes") {
        coverage.skip(wanted, name);
        continue;
      }
      const object = readOrSkip(coverage, store, oid, name);
      if (object === undefined) continue;
      const onResult = (result: JobResult): void => {
        coverage.files++;
        coverage.blobs++;
        coverage.bytes += result.bytes;
        for (const { matches } of result.hits) {
          const told = options.newOnly === true && head !== undefined ? before.newOnes(matches, [head], path) : matches;
          for (const match of told) collector.add(match, { path: name, blob: oid });
        }
      };
      context.expectHere({ job: { kind: "bytes", name, bytes: object.bytes }, onResult });
    }
  } finally {
    store.close();
  }
}
