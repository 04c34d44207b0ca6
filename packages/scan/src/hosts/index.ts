import { createHmac, randomBytes } from "node:crypto";
import { join } from "node:path";
import { AppError, type SkipReason } from "@stanch/model";
import {
  type CodeHost,
  type HostPage,
  type HostPart,
  type HostUnit,
  credentialsOf,
  hostTarget,
  openClient,
  openHost,
} from "@stanch/sources/hosts";
import { inParallel } from "../image/parallel.ts";
import type { Handler, ScanContext } from "../scan.ts";
import { GitCache } from "./cache.ts";
import { scanGit } from "./git.ts";
import { HostProgress } from "./progress.ts";
import { Reach } from "./reach.ts";
import { recorded, replay } from "./recorder.ts";
import { type HostRun, addRoot } from "./run.ts";
import { HostState } from "./state.ts";
import { tellUnchanged } from "./unchanged.ts";

/** Failures that a report lists one by one. */
const MOST_FAILURES = 20;
/** These are of the host, and not of one of its repositories. */
const OF_HOST = new Set(["RATE_LIMITED", "TOKEN_INVALID", "ADDRESS_REFUSED", "SERVER_UNREACHABLE", "OUTPUT_UNWRITABLE"]);
const SMALL_BYTES = 262_144;

/**
 * Scans what an owner has on a code host: repositories with their whole history, and what is around them. Reads what the state
 * file does not know; what keeps it from being read whole goes into the context's failures, what was read before that stands.
 */
export async function scanHost(context: ScanContext, rest: string, given: string): Promise<void> {
  const word = given.slice(0, given.indexOf(":")) as "github" | "gitlab" | "bitbucket"; // the places that lead here
  const options = await context.options.hosts?.();
  if (options === undefined)
    throw new AppError("USAGE", { what: "Code hosts are not read here", where: given, next: "Use `stanch scan`." });
  checkHistory(context, given);
  const target = hostTarget(word, rest, options.host, options.env);
  const credentials = credentialsOf(target, options.env);
  const progress = new HostProgress((note) => {
    context.progress({ phase: "files", doneBytes: context.coverage.bytes, doneFiles: context.coverage.files, note: `${given}: ${note}` });
  });
  const reach = await Reach.open(options, context.options.signal);
  const client = openClient(target, credentials, {
    connect: reach.connect,
    userAgent: options.userAgent,
    digest: digestWith(options.key ?? randomBytes(32)),
    mostWaitMs: options.mostWaitMs,
    onWait: (ms) => {
      if (ms >= 1000) progress.say(`waiting ${Math.ceil(ms / 1000)} s for the host's limit`);
    },
    ...(context.options.signal === undefined ? {} : { signal: context.options.signal }),
  });
  const host = target.web.origin;
  const folder = join(options.cacheFolder, "hosts");
  const name = `${target.web.host}-${target.path}`.replace(/[^\w.-]+/g, "-");
  const state = HostState.open(
    options.stateFile ?? join(folder, "state", `${name}.jsonl`),
    { target: given, host, detectors: options.detectors },
    options.key,
  );
  const run: HostRun = {
    context,
    options,
    target,
    credentials,
    state,
    cache: new GitCache(folder, options.cacheBytes),
    reach,
    progress,
    turn: oneAtATime(),
    roots: new Map(),
    told: new Set(state.gained.flatMap(({ skips }) => skips.map(([reason, where]) => `${reason} ${where}`))),
    unread: [],
    stop: undefined,
    failures: 0,
  };
  context.coverage.roots.push({ path: given });
  try {
    for (const gained of state.gained) {
      replay(context, gained);
      addRoot(run, gained);
    }
    await scanAll(run, openHost(client));
  } finally {
    client.close();
    context.progress({ phase: "files", note: "" });
    context.coverage.roots.push(...[...run.roots.values()].sort((a, b) => (a.path < b.path ? -1 : 1)));
    const isWhole = run.failures === 0 && context.options.signal?.aborted !== true;
    if (isWhole)
      context.afterReport.push(() => {
        state.finish();
      });
    else state.close();
  }
}

async function scanAll(run: HostRun, host: CodeHost): Promise<void> {
  const { context, progress } = run;
  const { signal } = context.options;
  const units: HostUnit[] = [];
  try {
    progress.say("listing repositories");
    for await (const page of host.units(run.state.get("units"))) {
      units.push(...page.units);
      run.state.put("units", page.cursor);
    }
  } catch (error) {
    fail(run, error);
  }
  progress.plan(units.map(({ weight }) => weight));
  await inParallel(
    units,
    run.options.atOnce,
    async (unit) => {
      if (run.stop !== undefined) return void run.unread.push(["interrupted", unit.path]);
      await scanUnit(run, unit);
      progress.done(unit.weight);
    },
    signal,
  );
  for (const [reason, where] of run.unread) context.coverage.skip(reason, where);
  const untold = run.failures - MOST_FAILURES;
  if (untold > 0)
    context.failures.push(
      new AppError("SOURCE_UNREADABLE", {
        what: `${untold} more could not be read`,
        where: host.client.target.web.host,
        next: "The receipt (--receipt FILE) names them.",
      }),
    );
}

async function scanUnit(run: HostRun, unit: HostUnit): Promise<void> {
  run.progress.say(unit.path);
  for (const git of unit.gits) if (run.options.parts.has(git.name)) await attempt(run, async () => scanGit(run, unit, git), git.path);
  for (const part of unit.parts)
    if (run.options.parts.has(part.name)) await attempt(run, async () => scanPart(run, unit, part), `${unit.path}: ${part.id}`);
}

/** One thing of many: that it cannot be read keeps nobody from reading the others. */
async function attempt(run: HostRun, work: () => Promise<void>, where: string): Promise<void> {
  if (run.context.options.signal?.aborted === true) return;
  if (run.stop !== undefined) return void run.unread.push(["interrupted", where]);
  try {
    await work();
  } catch (error) {
    run.unread.push(["unreadable", where]);
    fail(run, error);
  }
}

function fail(run: HostRun, error: unknown): void {
  if (run.context.options.signal?.aborted === true) return;
  if (!(error instanceof AppError)) throw error;
  if (OF_HOST.has(error.code)) {
    if (run.stop !== undefined) return;
    run.stop = error;
  }
  run.failures++;
  if (run.failures <= MOST_FAILURES || run.stop === error) run.context.failures.push(error);
}

async function scanPart(run: HostRun, unit: HostUnit, part: HostPart): Promise<void> {
  const key = `${unit.id}/${part.id}`;
  let last: HostPage | undefined;
  let isNew = false;
  let unchanged = 0;
  for await (const page of part.read(run.state.get(key))) {
    if (run.context.options.signal?.aborted === true) return;
    await run.turn(async () => {
      const gained = await recorded(run.context, unit.path, "", async (context) => {
        for (const { reason, where } of page.skips ?? [])
          if (!run.told.has(`${reason} ${where}`)) context.coverage.skip(reason satisfies SkipReason, where);
        for (const { path, bytes } of page.documents) await scanDocument(context, path, bytes);
        return undefined;
      });
      if (gained === undefined) return;
      addRoot(run, gained);
      run.state.put(key, page.cursor, gained);
    });
    last = page;
    isNew ||= page.documents.length > 0;
    unchanged += page.unchanged ?? 0;
  }
  const where = `${unit.path}: ${part.id}`;
  if (last !== undefined && !isNew && unchanged > 0) await tellUnchanged(run, { unit: unit.path, key, where, cursor: last.cursor });
}

async function scanDocument(context: ScanContext, path: string, bytes: Uint8Array): Promise<void> {
  const { coverage, collector, options } = context;
  const wanted = options.wants(path, false);
  if (wanted !== "yes") return coverage.skip(wanted, path);
  const handler: Handler = {
    job: { kind: "bytes", name: path, bytes },
    onResult: (result) => {
      coverage.files++;
      coverage.bytes += result.bytes;
      for (const { matches } of result.hits) for (const match of matches) collector.add(match, { path });
    },
  };
  if (bytes.length < SMALL_BYTES) context.expectHere(handler);
  else await context.expect(handler);
}

/** What is left out of a history would count as read from then on. */
function checkHistory({ options: { history } }: ScanContext, given: string): void {
  if (history !== "none" && history.range === undefined && history.since === undefined && history.branch === undefined) return;
  throw new AppError("USAGE", {
    what: "A code host is read with its whole history, later with what is new",
    where: given,
    next: "Leave out --history, --since and --branch; --parts issues,releases reads no git.",
  });
}

function digestWith(key: Uint8Array): (text: string) => string {
  return (text) => createHmac("sha256", key).update("stanch hosts digest\0").update(text).digest("base64url").slice(0, 22);
}

function oneAtATime(): HostRun["turn"] {
  let last: Promise<unknown> = Promise.resolve();
  return async (work) => {
    const before = last;
    const { promise, resolve } = Promise.withResolvers<void>();
    last = promise;
    await before;
    try {
      return await work();
    } finally {
      resolve();
    }
  };
}
