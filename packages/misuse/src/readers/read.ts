import { basename } from "node:path";
import { AppError, type EvidenceNotes, type UseRecord } from "@stanch/model";
import { type AccessEntry, readAccessLine } from "./combined.ts";
import { cellsOf, delimiterOf, isOpen } from "./csv.ts";
import { LONGEST_LINE, linesOf, openLog, unreadable } from "./lines.ts";
import { type Mapping, type ToRecord, compileMapping, shapeOfPath, withoutQuery } from "./mapping.ts";
import { timeOf } from "./times.ts";

export const FORMATS = ["json", "csv", "combined", "text"] as const;
export type LogFormat = (typeof FORMATS)[number];

export interface ReadOptions {
  /** Default: told by the first line. */
  readonly format?: LogFormat;
  /** Default: the normal form's own field names, or those that access logs and gateways commonly have. */
  readonly mapping?: Mapping;
  /** Instead of a mapping: entries of an issuer's own export. */
  readonly toRecord?: ToRecord;
  /** Of a CSV file without a head, with `toRecord`. */
  readonly columns?: readonly string[];
  readonly notes: EvidenceNotes;
}

/** Field names that logs commonly have, the normal form's first. */
const COMMON: Mapping = {
  time: ["time", "timestamp", "@timestamp", "ts", "date", "created_at", "datetime", "eventTime", "start_time"],
  actor: ["actor", "user", "username", "key_id", "api_key_id", "account", "principal", "client_id"],
  address: [
    "address",
    "ip",
    "client_ip",
    "remote_addr",
    "remote_ip",
    "source_ip",
    "sourceIPAddress",
    "clientIp",
    "http.client_ip",
    "request.remote_ip",
    "ip_address",
  ],
  agent: ["agent", "user_agent", "userAgent", "http_user_agent", "http.user_agent", "request.headers.User-Agent"],
  action: ["action", "operation", "event", "eventName", "event_type", "type", "method", "http_method", "request_method"],
  resource: ["resource", "path", "uri", "url", "request_uri", "request.uri", "target", "object"],
  cost: ["cost", "price", "amount", "total_amount"],
  result: {
    from: ["result", "status", "status_code", "http_status", "response_code"],
    refused: "^(?:401|403|refused|denied|unauthori[sz]ed|forbidden)$",
    failed: "^(?:[45]\\d\\d|failed|failure|error)$",
  },
  configures: { from: ["configures"], pattern: "^true$" },
  reference: ["reference", "id", "request_id", "requestId", "event_id"],
  secret: [],
};

interface Count {
  line: number;
  broken: number;
  firstBroken: string;
}

/** A log's records in batches. What could not be read is told as a gap. Rejects with SOURCE_NOT_FOUND, SOURCE_UNREADABLE, FORMAT_UNKNOWN. */
export async function* readLog(path: string, options: ReadOptions): AsyncGenerator<readonly UseRecord[]> {
  const stream = await openLog(path);
  const name = path === "-" ? "standard input" : basename(path);
  const count: Count = { line: 0, broken: 0, firstBroken: "" };
  const batches = linesOf(stream);
  try {
    for await (const entries of entriesOf(batches, name, options)) {
      const records: UseRecord[] = [];
      const { items, read } = entries;
      for (let index = 0; index < items.length; index++) {
        count.line++;
        const record = recordOf(items[index], read, `${name}:${entries.lineOf(index)}`, count);
        if (record !== undefined) records.push(record);
      }
      options.notes.progress(`${name}: ${count.line.toLocaleString("en-GB")} entries`);
      if (records.length > 0) yield records;
    }
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(path, error);
  }
  if (count.broken > 0)
    options.notes.gap({
      what: `${count.broken.toLocaleString("en-GB")} of ${count.line.toLocaleString("en-GB")} entries of ${name} could not be read, the first at ${count.firstBroken}.`,
    });
}

/** Entries of a log, and how one is read; one of `undefined` is broken. */
interface Batch<T = unknown> {
  readonly items: readonly T[];
  readonly read: (item: T, reference: string) => UseRecord | undefined;
  readonly lineOf: (index: number) => number;
}

function recordOf(item: unknown, read: Batch["read"], reference: string, count: Count): UseRecord | undefined {
  try {
    if (item !== undefined) return read(item, reference);
  } catch {
    // No time, or of another shape than the issuer's: counted below.
  }
  count.broken++;
  if (count.firstBroken === "") count.firstBroken = reference;
  return undefined;
}

async function* entriesOf(batches: AsyncGenerator<readonly string[]>, name: string, options: ReadOptions): AsyncGenerator<Batch> {
  const first = await batches.next();
  if (first.done === true) return;
  const lines = first.value;
  const format = options.format ?? formatOf(lines, name, options);
  const all = (async function* (): AsyncGenerator<readonly string[]> {
    yield lines;
    yield* batches;
  })();
  const toRecord = options.toRecord ?? compileMapping(options.mapping ?? COMMON, name);
  if (format === "combined") {
    const read = options.mapping === undefined ? accessRecord(name) : toRecord;
    yield* lineEntries(all, (text, reference) => read(accessEntry(text), reference));
  } else if (format === "text") yield* lineEntries(all, (text, reference) => toRecord(text.replace(/\r$/, ""), reference));
  else if (format === "csv") yield* csvEntries(all, toRecord, options.mapping?.columns ?? options.columns);
  else yield* jsonEntries(all, toRecord, isLineOfJson(lines.find((line) => line.trim() !== "") ?? ""));
}

function formatOf(lines: readonly string[], name: string, options: ReadOptions): LogFormat {
  const head = lines.find((line) => line.trim() !== "")?.replace(/^\ufeff/, "") ?? "";
  if (/^\s*[{[]/.test(head)) return "json";
  if (readAccessLine(head.replace(/\r$/, "")) !== undefined) return "combined";
  if (options.toRecord !== undefined && /^\d{4}-\d{2}-\d{2} [^,;\t]{8,40} \[\d+\]/.test(head)) return "text";
  if (/^[^\n]{1,200}[,;\t]/.test(head)) return "csv";
  throw new AppError("FORMAT_UNKNOWN", {
    what: "Cannot tell what form the log has",
    where: name,
    next: `Name it with --log-format: ${FORMATS.join(", ")}.`,
  });
}

function isLineOfJson(line: string): boolean {
  const json = parsed(line);
  return typeof json === "object" && json !== null && listIn(json) === undefined;
}

/** One entry a line, or one document with all of them. */
async function* jsonEntries(batches: AsyncGenerator<readonly string[]>, toRecord: ToRecord, isLines: boolean): AsyncGenerator<Batch> {
  if (isLines) return yield* lineEntries(batches, (text, reference) => toRecord(JSON.parse(text), reference));
  const text: string[] = [];
  for await (const batch of batches) text.push(...batch);
  const list = listIn(parsed(text.join("\n")));
  yield { items: list ?? [undefined], read: toRecord, lineOf: (index) => index + 1 };
}

/** Lines as they are; empty ones are none. */
async function* lineEntries(
  batches: AsyncGenerator<readonly string[]>,
  read: (text: string, reference: string) => UseRecord | undefined,
): AsyncGenerator<Batch> {
  let line = 0;
  for await (const batch of batches) {
    const first = line + 1;
    line += batch.length;
    const hasEmpty = batch.some((text) => text.length < 2);
    const kept = hasEmpty ? batch.flatMap((text, index) => (text.length < 2 ? [] : [index])) : undefined;
    yield {
      items: kept === undefined ? batch : kept.map((index) => batch[index]),
      read: (item, reference) => {
        if (typeof item !== "string" || item.length >= LONGEST_LINE) throw new RangeError("no line");
        return read(item, reference);
      },
      lineOf: (index) => first + (kept?.[index] ?? index),
    };
  }
}

/** Exports hold their entries as the whole document or under one of these names. */
function listIn(json: unknown): readonly unknown[] | undefined {
  if (Array.isArray(json)) return json;
  if (typeof json !== "object" || json === null) return undefined;
  for (const name of ["Records", "Events", "objects", "data", "entries", "events", "records"]) {
    const list = (json as Readonly<Record<string, unknown>>)[name]; // an object, as checked above
    if (Array.isArray(list)) return list;
  }
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

interface Row {
  readonly line: number;
  readonly text: string;
}

async function* csvEntries(
  batches: AsyncGenerator<readonly string[]>,
  toRecord: ToRecord,
  columns: readonly string[] | undefined,
): AsyncGenerator<Batch> {
  let head = columns;
  let delimiter = ",";
  let open = "";
  let line = 0;
  for await (const batch of batches) {
    const rows: Row[] = [];
    for (const part of batch) {
      line++;
      const whole = open === "" ? part : `${open}\n${part}`;
      if (isOpen(whole) && whole.length < LONGEST_LINE) {
        open = whole;
        continue;
      }
      open = "";
      const text = whole.replace(/\r$/, "").replace(/^\ufeff/, "");
      if (text === "") continue;
      if (head === undefined || (line === 1 && columns !== undefined)) delimiter = delimiterOf(text);
      if (head === undefined) head = cellsOf(text, delimiter).map((name) => name.trim());
      else rows.push({ line, text });
    }
    const names = head ?? [];
    const separator = delimiter;
    yield {
      items: rows,
      read: (item, reference) => {
        const { text } = item as Row; // as made above
        return toRecord(Object.fromEntries(cellsOf(text, separator).map((cell, i) => [names[i] ?? `column${i + 1}`, cell])), reference);
      },
      lineOf: (index) => rows[index]?.line ?? 0,
    };
  }
  const last = line;
  if (open !== "") yield { items: [undefined], read: () => undefined, lineOf: () => last };
}

function accessEntry(text: string): AccessEntry {
  const entry = readAccessLine(text);
  if (entry === undefined) throw new RangeError("another form");
  return entry;
}

function accessRecord(source: string): ToRecord {
  return (given, reference) => {
    const entry = given as AccessEntry; // from accessEntry
    const time = timeOf(entry.time);
    if (Number.isNaN(time)) throw new RangeError("no time");
    const path = withoutQuery(entry.path);
    const { status } = entry;
    return {
      time,
      source,
      address: entry.address,
      action: `${entry.method} ${shapeOfPath(path)}`,
      resource: path,
      result: status === "401" || status === "403" ? "refused" : status >= "400" ? "failed" : "ok",
      reference,
      ...(entry.user === "-" ? {} : { actor: entry.user }),
      ...(entry.agent === "" || entry.agent === "-" ? {} : { agent: entry.agent }),
    };
  };
}
