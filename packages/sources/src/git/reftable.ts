import { join } from "node:path";
import { constants, crc32, inflateSync } from "node:zlib";
import { AppError } from "@stanch/model";
import { readRegularFile } from "./read-file.ts";

/** What one record says of a ref. `deleted` hides the same name in older tables. */
export type RefRecord =
  | { readonly kind: "oid"; readonly oid: string }
  | { readonly kind: "symbolic"; readonly target: string }
  | { readonly kind: "deleted" };

/** Both maps in the order of the file. Log keys are the ref's name, a NUL and 8 bytes of order, as Latin-1. */
export interface ReftableContent {
  readonly refs: ReadonlyMap<string, RefRecord>;
  readonly logs: ReadonlyMap<string, readonly string[]>;
}

interface Layout {
  readonly headerBytes: number;
  readonly oidLength: number;
  readonly blockBytes: number;
  readonly logAt: number;
  /** Where the footer starts. */
  readonly end: number;
}

const MAX_TABLE_BYTES = 1 << 28;
const MAX_TABLES = 4096;
// As long as a path may be. With prefixes shared, a few bytes can stand for a whole name: the sum is bounded too.
const MAX_NAME_BYTES = 4096;
const MAX_NAMES_BYTES = 1 << 28;
const TABLE_NAME = /^[0-9A-Za-z][0-9A-Za-z._-]*$/;

/**
 * All refs and log entries of a stack of tables (`<gitDir>/reftable`), newer tables over older ones. A table that cannot be
 * read goes to `onProblem` and the others count. See: git, Documentation/technical/reftable.
 */
export function readStack(folder: string, oidLength: number, onProblem: (error: AppError) => void): ReftableContent {
  const refs = new Map<string, RefRecord>();
  const logs = new Map<string, readonly string[]>();
  const names =
    readRegularFile(join(folder, "tables.list"), 1 << 20)
      ?.toString("latin1")
      .split("\n") ?? [];
  for (const name of names.slice(0, MAX_TABLES)) {
    if (!TABLE_NAME.test(name)) continue;
    try {
      const path = join(folder, name);
      const bytes = readRegularFile(path, MAX_TABLE_BYTES);
      if (bytes === undefined) throw broken(path, "is named in tables.list but missing");
      const table = parseReftable(bytes, oidLength, path);
      for (const [ref, record] of table.refs) refs.set(ref, record);
      for (const [key, oids] of table.logs) logs.set(key, oids);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      onProblem(error);
    }
  }
  return { refs, logs };
}

/** One table. Throws `OBJECT_BROKEN`. */
export function parseReftable(bytes: Buffer, oidLength: number, where: string): ReftableContent {
  const layout = readLayout(bytes, oidLength, where);
  const refs = new Map<string, RefRecord>();
  const logs = new Map<string, readonly string[]>();
  const budget = { nameBytes: MAX_NAMES_BYTES };
  let at = 0;
  while (at < layout.end) {
    const block = refBlockAt(bytes, at, layout, where);
    if (block === undefined) break;
    for (const record of records(block.bytes, block.from, budget, where)) {
      refs.set(record.key.toString("utf8"), readRef(record.body, record.type, layout.oidLength));
    }
    at += block.fullBytes;
  }
  const isLogOnly = bytes[layout.headerBytes] === 0x67;
  for (at = isLogOnly ? 0 : layout.logAt; at < layout.end && (at > 0 || isLogOnly);) {
    const block = logBlockAt(bytes, at, layout, where);
    if (block === undefined) break;
    for (const record of records(block.bytes, block.from, budget, where)) {
      logs.set(record.key.toString("latin1"), readLog(record.body, record.type, layout.oidLength));
    }
    at += block.fullBytes;
  }
  return { refs, logs };
}

function readLayout(bytes: Buffer, oidLength: number, where: string): Layout {
  const version = bytes[4];
  if (bytes.toString("latin1", 0, 4) !== "REFT" || (version !== 1 && version !== 2))
    throw broken(where, "is not one, or of an unknown version");
  const headerBytes = version === 1 ? 24 : 28;
  const footerBytes = headerBytes + 44;
  const end = bytes.length - footerBytes;
  if (end < headerBytes) throw broken(where, "is shorter than its fixed parts");
  if (crc32(bytes.subarray(end, bytes.length - 4)) !== bytes.readUInt32BE(bytes.length - 4))
    throw broken(where, "has a footer that does not fit its checksum");
  const said = version === 2 ? bytes.toString("latin1", 24, 28) : "sha1";
  if ((said === "s256" ? 32 : 20) !== oidLength) throw broken(where, "is made for another hash than the repository");
  const logAt = Number(bytes.readBigUInt64BE(end + headerBytes + 24));
  return { headerBytes, oidLength, blockBytes: bytes.readUIntBE(5, 3), logAt, end };
}

interface Block {
  readonly bytes: Buffer;
  /** Where the first record starts in `bytes`. */
  readonly from: number;
  /** Bytes of the file up to the next block. */
  readonly fullBytes: number;
}

function refBlockAt(bytes: Buffer, at: number, layout: Layout, where: string): Block | undefined {
  const head = at + (at === 0 ? layout.headerBytes : 0);
  if (bytes[head] !== 0x72) return undefined;
  const length = bytes.readUIntBE(head + 1, 3); // counts the file's header in the first block
  if (length < head - at + 4 + 2 || at + length > layout.end) throw broken(where, `has a block of an impossible length at ${at}`);
  const isPadded = layout.blockBytes > length && bytes[at + length] === 0;
  return { bytes: bytes.subarray(at, at + length), from: head - at + 4, fullBytes: isPadded ? layout.blockBytes : length };
}

function logBlockAt(bytes: Buffer, at: number, layout: Layout, where: string): Block | undefined {
  const head = at + (at === 0 ? layout.headerBytes : 0);
  if (bytes[head] !== 0x67) return undefined;
  const from = head - at + 4;
  const length = bytes.readUIntBE(head + 1, 3);
  if (length < from + 2) throw broken(where, `has a block of an impossible length at ${at}`);
  try {
    const options = { maxOutputLength: length - from, info: true, finishFlush: constants.Z_FINISH } as const;
    // With `info` the answer is not the bytes alone, which the types of `inflateSync` leave out.
    const { buffer, engine } = inflateSync(bytes.subarray(head + 4, layout.end), options) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (buffer.length !== length - from) throw broken(where, `has a log block of another length than it says at ${at}`);
    return { bytes: Buffer.concat([Buffer.alloc(from), buffer]), from, fullBytes: from + engine.bytesWritten };
  } catch (cause) {
    throw cause instanceof AppError ? cause : broken(where, `has a log block that cannot be inflated at ${at}`, cause);
  }
}

interface TableRecord {
  readonly key: Buffer;
  readonly type: number;
  readonly body: Reader;
}

/** Records share a reader: each body must be read before the next record is asked for. */
function* records(block: Buffer, from: number, budget: { nameBytes: number }, where: string): Generator<TableRecord> {
  const restarts = block.readUInt16BE(block.length - 2);
  const end = block.length - 2 - 3 * restarts;
  const body = new Reader(block, from, end, where);
  let key: Buffer = Buffer.alloc(0);
  while (body.at < end) {
    const prefixBytes = body.varint();
    const suffix = body.varint();
    const suffixBytes = Math.floor(suffix / 8);
    budget.nameBytes -= prefixBytes + suffixBytes;
    if (prefixBytes > key.length || prefixBytes + suffixBytes > MAX_NAME_BYTES || budget.nameBytes < 0) {
      throw broken(where, "has names that are impossible or too long");
    }
    key = Buffer.concat([key.subarray(0, prefixBytes), body.take(suffixBytes)]);
    yield { key, type: suffix % 8, body };
  }
}

function readRef(body: Reader, type: number, oidLength: number): RefRecord {
  body.varint(); // when it was updated: the order of the tables says the same
  if (type === 0) return { kind: "deleted" };
  if (type === 3) return { kind: "symbolic", target: body.take(body.varint()).toString("utf8") };
  if (type > 3) throw body.broken("has a record of an unknown kind");
  const oid = body.take(oidLength).toString("hex");
  if (type === 2) body.take(oidLength); // what an annotated tag leads to
  return { kind: "oid", oid };
}

function readLog(body: Reader, type: number, oidLength: number): readonly string[] {
  if (type === 0) return [];
  if (type !== 1) throw body.broken("has a log record of an unknown kind");
  const oids = [body.take(oidLength).toString("hex"), body.take(oidLength).toString("hex")];
  body.take(body.varint()); // name
  body.take(body.varint()); // email
  body.varint(); // time
  body.take(2); // time zone
  body.take(body.varint()); // message
  return oids;
}

class Reader {
  at: number;
  readonly #bytes: Buffer;
  readonly #end: number;
  readonly #where: string;
  constructor(bytes: Buffer, at: number, end: number, where: string) {
    this.#bytes = bytes;
    this.at = at;
    this.#end = end;
    this.#where = where;
  }
  /** The offset encoding of packs: each further byte adds one, so that no number has two forms. */
  varint(): number {
    let byte = this.#byte();
    let value = byte & 0x7f;
    while (byte & 0x80) {
      byte = this.#byte();
      value = (value + 1) * 128 + (byte & 0x7f);
      if (value > Number.MAX_SAFE_INTEGER) throw this.broken("has an impossible number");
    }
    return value;
  }
  take(length: number): Buffer {
    if (length > this.#end - this.at) throw this.broken("has a record that runs past its block");
    this.at += length;
    return this.#bytes.subarray(this.at - length, this.at);
  }
  broken(what: string): AppError {
    return broken(this.#where, what);
  }
  #byte(): number {
    if (this.at >= this.#end) throw this.broken("has a record that runs past its block");
    return this.#bytes[this.at++] ?? 0;
  }
}

function broken(where: string, what: string, cause?: unknown): AppError {
  const next = 'Run "git refs verify" to see what else is damaged.';
  return new AppError("OBJECT_BROKEN", { what: `The table of refs ${what}`, where, next, ...(cause === undefined ? {} : { cause }) });
}
