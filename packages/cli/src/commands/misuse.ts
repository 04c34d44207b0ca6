import { readFileSync } from "node:fs";
import { AppError, type EvidenceGap, type EvidenceNotes, type StandingFact, type UseRecord } from "@stanch/model";
import {
  type JudgeContext,
  type LogFormat,
  judge,
  markdownReport,
  openNetworks,
  readLog,
  readMapping,
  textReport,
  timeOf,
} from "@stanch/misuse";
import type { Collector } from "@stanch/providers/evidence";
import { type Context, Output, ProgressLine, printable, usage } from "../io.ts";
import { announcement, askFor, collectorOf } from "../misuse/collect.ts";
import { collectorList } from "../misuse/list.ts";
import { saving } from "../misuse/save.ts";

export interface MisuseOptions {
  readonly ask?: readonly string[];
  readonly list?: boolean;
  readonly about?: string;
  readonly leakedAt?: string;
  readonly revokedAt?: string;
  readonly from?: string;
  readonly until?: string;
  readonly timeZone?: string;
  readonly allow?: readonly string[];
  readonly allowFile?: string;
  readonly networks?: readonly string[];
  readonly logKind?: string;
  readonly logFormat?: LogFormat;
  readonly mapping?: string;
  readonly currency?: string;
  readonly save?: string;
  readonly format: "text" | "json" | "markdown";
  readonly progress?: boolean;
}

const DAY_MS = 86_400_000;
const ASKED_DAYS = 90;

/** Reads, judges, prints. Gives 1 for suspicious or misused, 0 for no sign in the records read. */
export async function misuseCommand(logs: readonly string[], options: MisuseOptions, context: Context): Promise<number> {
  const output = new Output();
  if (options.list === true) {
    await output.write(collectorList());
    return 0;
  }
  const asked = (options.ask ?? []).map(collectorOf);
  if (logs.length === 0 && asked.length === 0)
    throw usage("Nothing to read", "stanch misuse", "Name log files, or --ask an issuer; `stanch misuse --list` shows which.");
  const abort = new AbortController();
  const onSignal = (): void => {
    abort.abort(
      new AppError("INTERRUPTED", { what: "Stopped before the end", where: "stanch misuse", next: "Nothing was judged; start it again." }),
    );
  };
  process.once("SIGINT", onSignal);
  const notes = new Notes(options.progress === false ? false : undefined);
  try {
    const judged = await judge(
      records(logs, options, { asked, notes, context, signal: abort.signal }),
      await contextOf(options, notes, asked.length > 0),
    );
    notes.line.clear();
    if (options.format === "json") await output.write([`${JSON.stringify(judged, undefined, 2)}\n`]);
    else {
      const chunks = options.format === "markdown" ? markdownReport(judged) : textReport(judged, { width: process.stdout.columns || 100 });
      await output.write(chunks.map(printable));
    }
    return judged.verdict === "no sign in the records read" ? 0 : 1;
  } finally {
    notes.line.clear();
    process.off("SIGINT", onSignal);
  }
}

/** Facts and gaps as they come; the judge reads both lists after the last record. */
class Notes implements EvidenceNotes {
  readonly facts: StandingFact[] = [];
  readonly gaps: EvidenceGap[] = [];
  readonly line: ProgressLine;
  constructor(wanted: boolean | undefined) {
    this.line = new ProgressLine(wanted);
  }
  fact(fact: StandingFact): void {
    this.facts.push(fact);
  }
  gap(gap: EvidenceGap): void {
    this.gaps.push(gap);
  }
  progress(text: string): void {
    this.line.update(() => text);
  }
}

interface Reading {
  readonly asked: readonly Collector[];
  readonly notes: Notes;
  readonly context: Context;
  readonly signal: AbortSignal;
}

async function* records(logs: readonly string[], options: MisuseOptions, reading: Reading): AsyncGenerator<readonly UseRecord[]> {
  const all = collected(logs, options, reading);
  yield* options.save === undefined ? all : saving(all, options.save);
}

/** The issuers first: a last-used stamp is read before anything could move it. */
async function* collected(
  logs: readonly string[],
  options: MisuseOptions,
  { asked, notes, context, signal }: Reading,
): AsyncGenerator<readonly UseRecord[]> {
  let { about } = options;
  const now = Date.now();
  for (const collector of asked) {
    const ask = askFor(collector, {
      about,
      from: instant(options.from, "--from") ?? now - ASKED_DAYS * DAY_MS,
      until: instant(options.until, "--until") ?? now,
      notes,
      version: context.version,
      signal,
    });
    notes.line.clear();
    process.stderr.write(printable(announcement(collector, process.env)));
    for (const what of collector.cannot) notes.gap({ what });
    if (collector.nameInLogs !== undefined) about = (await collector.nameInLogs(ask)) ?? about;
    if (collector.collect !== undefined) yield* collector.collect(ask);
  }
  const kind = options.logKind === undefined ? undefined : collectorOf(options.logKind);
  if (kind?.toRecord === undefined && kind !== undefined)
    throw usage("No export of this issuer is known", kind.id, "Give a --mapping instead.");
  if (kind !== undefined && !asked.includes(kind)) for (const what of kind.cannot) notes.gap({ what });
  const mapping = options.mapping === undefined ? undefined : readMapping(readText(options.mapping), options.mapping);
  for (const log of logs) {
    signal.throwIfAborted();
    for await (const batch of readLog(log, {
      notes,
      ...(options.logFormat === undefined ? {} : { format: options.logFormat }),
      ...(mapping === undefined ? {} : { mapping }),
      ...(kind?.toRecord === undefined ? {} : { toRecord: kind.toRecord(about) }),
      ...(kind?.columns === undefined ? {} : { columns: kind.columns }),
    })) {
      signal.throwIfAborted();
      yield mapping === undefined && kind === undefined && about !== undefined
        ? batch.filter(({ actor }) => actor === undefined || actor === about)
        : batch;
    }
  }
}

async function contextOf(options: MisuseOptions, notes: Notes, isAsked: boolean): Promise<JudgeContext> {
  const { timeZone, currency } = options;
  const times = {
    leakedAt: instant(options.leakedAt, "--leaked-at"),
    revokedAt: instant(options.revokedAt, "--revoked-at"),
    from: instant(options.from, "--from"),
    until: instant(options.until, "--until"),
  };
  const allow = [...(options.allow ?? []), ...(options.allowFile === undefined ? [] : entriesOf(readText(options.allowFile)))];
  return {
    ...Object.fromEntries(Object.entries(times).filter(([, time]) => time !== undefined)),
    ...(timeZone === undefined ? {} : { timeZone }),
    ...(currency === undefined
      ? isAsked && options.ask?.length === 1 && options.ask[0] === "plivo"
        ? { currency: "USD" }
        : {}
      : { currency }),
    allow,
    ...(options.networks === undefined ? {} : { networkOf: await openNetworks(options.networks) }),
    facts: notes.facts,
    gaps: notes.gaps,
  };
}

/** Throws USAGE for what is no time. */
function instant(text: string | undefined, option: string): number | undefined {
  if (text === undefined) return undefined;
  const time = timeOf(text);
  if (Number.isNaN(time)) throw usage("No time", `${option} ${text}`, "Write it as 2026-03-01T12:00:00Z; without an offset it is UTC.");
  return time;
}

function entriesOf(text: string): readonly string[] {
  return text
    .split(/\r?\n/)
    .map((line) => line.replace(/#.*$/, "").trim())
    .filter((line) => line !== "");
}

function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new AppError("SOURCE_UNREADABLE", {
      what: "Cannot read the file",
      where: path,
      next: "Name a file that is there.",
      cause: error,
    });
  }
}
