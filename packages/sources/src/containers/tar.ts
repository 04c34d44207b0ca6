import { BrokenStream, Bounded, type Reader } from "./pull.ts";

const BLOCK = 512;
/** A name or an extended header longer than this is not one. */
const LONGEST_HEADER = 1_048_576;
/** Types of entries that hold a file's bytes: ordinary, old, contiguous, sparse (read as it is stored). */
const FILES: ReadonlySet<string> = new Set(["0", "\0", "7", "S"]);

/**
 * Calls `visit` for each regular file of a tar archive (POSIX ustar and pax, GNU, old ones); end marks between archives
 * that were joined are passed over. Throws `BrokenStream`, with the reader at what could not be read.
 */
export function readTar(reader: Reader, visit: (name: string, part: Bounded) => void): void {
  let longName: string | undefined;
  let pax = new Map<string, string>();
  while (reader.need(BLOCK)) {
    const head = reader.peek(BLOCK);
    if (head.every((byte) => byte === 0)) {
      reader.at += BLOCK;
      continue;
    }
    if (!isHeader(head)) throw new BrokenStream("a header is broken");
    const type = String.fromCharCode(head[156] ?? 0);
    const ownSize = number(head, 124, 12);
    const size = type === "x" || type === "g" || type === "L" || type === "K" ? ownSize : Number(pax.get("size") ?? ownSize);
    if (!Number.isSafeInteger(size) || size < 0) throw new BrokenStream("a header is broken");
    const name = longName ?? pax.get("path") ?? ownName(head);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    let hasMap = isSparseMapLonger(head, type);
    reader.at += BLOCK;
    while (hasMap) hasMap = reader.take(BLOCK)[504] === 1;
    if (type === "L" || type === "x") {
      if (size > LONGEST_HEADER) throw new BrokenStream("a header is broken");
      const bytes = Buffer.from(reader.take(size));
      if (type === "L") longName = bytes.toString("utf8").replace(/\0.*$/s, "");
      else pax = paxRecords(bytes);
    } else {
      const part = new Bounded(reader, size);
      if (FILES.has(type)) visit(name, part);
      longName = undefined;
      pax = new Map();
      if (!part.drop()) throw new BrokenStream("it is cut off");
    }
    reader.skip(padding);
  }
}

/** An old GNU sparse file whose map goes on in blocks of its own, behind the header and outside its size; each says at 504 if another follows. */
export const isSparseMapLonger = (head: Uint8Array, type: string): boolean => type === "S" && head[482] === 1;

/** The sum of all bytes with the sum's own field as spaces; some old programs took bytes as signed. */
export function isHeader(head: Uint8Array): boolean {
  let sum = 0;
  let signed = 0;
  for (let i = 0; i < BLOCK; i++) {
    const byte = i >= 148 && i < 156 ? 32 : (head[i] ?? 0);
    sum += byte;
    signed += byte > 127 ? byte - 256 : byte;
  }
  const stored = number(head, 148, 8);
  return stored === sum || stored === signed;
}

export function ownName(head: Uint8Array): string {
  const name = text(head, 0, 100);
  const prefix = text(head, 257, 6) === "ustar" ? text(head, 345, 155) : "";
  return prefix === "" ? name : `${prefix}/${name}`;
}

export function text(bytes: Uint8Array, at: number, length: number): string {
  const field = Buffer.from(bytes.subarray(at, at + length));
  const end = field.indexOf(0);
  return (end < 0 ? field : field.subarray(0, end)).toString("utf8");
}

/** Octal digits, or the binary form of GNU where the first bit is set. */
export function number(bytes: Uint8Array, at: number, length: number): number {
  if (((bytes[at] ?? 0) & 0x80) !== 0) {
    let value = (bytes[at] ?? 0) & 0x7f;
    for (let i = at + 1; i < at + length; i++) value = value * 256 + (bytes[i] ?? 0);
    return value;
  }
  const digits = text(bytes, at, length).trim();
  return digits === "" ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
}

/** Records `LENGTH KEY=VALUE\n`. */
export function paxRecords(bytes: Buffer): Map<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < bytes.length;) {
    const space = bytes.indexOf(32, at);
    const length = space < 0 || space - at > 8 ? 0 : Number(bytes.toString("latin1", at, space));
    if (!(length > space - at) || at + length > bytes.length) break;
    const record = bytes.toString("utf8", space + 1, at + length - 1);
    const equals = record.indexOf("=");
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
