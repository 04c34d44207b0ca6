import type { Match } from "@stanch/model";
import { MARGIN, type Scanner } from "@stanch/engine";

/** A match with its place in the text, made while the bytes are at hand. Plain data: it crosses threads. */
export interface LocatedMatch extends Match {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The lines around it in clear: masked before it leaves the scan. */
  readonly excerpt: string;
  readonly excerptLine: number;
  /** Its line and the one above where they carry an ignore mark, ours or a peer's. */
  readonly marks?: readonly string[];
}

export interface BlobOptions {
  readonly skipBinary: boolean;
  /** Scans every version of a file whole: the slow twin of looking at what changed. */
  readonly wholeVersions?: boolean;
}

/** What scanning one blob gave. */
export interface BlobResult {
  readonly matches: readonly LocatedMatch[];
  readonly skipped?: "binary" | "lfs-pointer";
}

/** Whether a blob is read as it stands: UTF-16 text is not, so that a change in it says nothing about bytes. */
export function isWide(scanner: Scanner, ptr: number, length: number): boolean {
  const encoding = sniffEncoding(scanner.kernel.bytes.subarray(ptr, ptr + Math.min(length, SNIFF_BYTES)));
  return encoding === "utf16le" || encoding === "utf16be";
}

const NOTHING: BlobResult = { matches: [] };
const BINARY: BlobResult = { matches: [], skipped: "binary" };
const LFS_POINTER: BlobResult = { matches: [], skipped: "lfs-pointer" };
const SNIFF_BYTES = 4096;

export type TextEncoding = "bytes" | "binary" | "utf16le" | "utf16be";

/** What the first bytes say: UTF-16 with or without its mark, binary (a NUL), or anything else (read as bytes). */
export function sniffEncoding(head: Uint8Array): TextEncoding {
  const [a = 0, b = 0] = head;
  if (head.length >= 2 && a === 0xff && b === 0xfe) return "utf16le";
  if (head.length >= 2 && a === 0xfe && b === 0xff) return "utf16be";
  const length = Math.min(head.length, SNIFF_BYTES);
  if (!head.includes(0)) return "bytes";
  let even = 0;
  let odd = 0;
  for (let i = 0; i < length; i++) {
    if (head[i] !== 0) continue;
    if ((i & 1) === 0) even++;
    else odd++;
  }
  // Latin text in UTF-16 has a NUL in nearly every second byte and none in the others.
  const half = length / 2;
  if (odd > half * 0.6 && even < half * 0.05) return "utf16le";
  if (even > half * 0.6 && odd < half * 0.05) return "utf16be";
  return "binary";
}

/** Scans one blob that lies at [ptr, ptr + length) of the scanner's kernel, followed by MARGIN accessible bytes. */
export function scanBlob(scanner: Scanner, ptr: number, length: number, options: BlobOptions): BlobResult {
  const { kernel } = scanner;
  if (length < 8) return NOTHING;
  const encoding = sniffEncoding(kernel.bytes.subarray(ptr, ptr + Math.min(length, SNIFF_BYTES)));
  if (encoding === "utf16le" || encoding === "utf16be") {
    const text = Buffer.from(decodeUtf16(kernel.buffer.subarray(ptr, ptr + length), encoding), "utf8");
    const at = (ptr + length + MARGIN + 15) & ~15;
    kernel.reserve(at + text.length);
    kernel.bytes.set(text, at);
    kernel.bytes.fill(0, at + text.length, at + text.length + MARGIN);
    return { matches: locate(scanner, at, text.length, scanner.scanAt(at, text.length)) };
  }
  if (encoding === "binary" && options.skipBinary) return BINARY;
  if (length < 200 && kernel.buffer.latin1Slice(ptr, ptr + Math.min(length, 42)) === "version https://git-lfs.github.com/spec/v1")
    return LFS_POINTER;
  const matches = scanner.scanAt(ptr, length);
  return matches.length === 0 ? NOTHING : { matches: locate(scanner, ptr, length, matches) };
}

export function decodeUtf16(bytes: Buffer, encoding: "utf16le" | "utf16be"): string {
  const even = bytes.subarray(0, bytes.length & ~1);
  if (encoding === "utf16le") return even.toString("utf16le");
  return Buffer.from(even).swap16().toString("utf16le");
}

const LINE_FEED = 10;
/** Characters of a line shown on either side of the secret. */
const EXCERPT_REACH = 100;
const MARK =
  /stanch:ignore|gitleaks:allow|allowlist secret|betterleaks:allow|trufflehog:ignore|ggignore|kingfisher:ignore|nosecret|NOSONAR/i;

/** Where a text stands whose first byte is not the blob's first: lines and characters of its line before it. */
export interface Offset {
  readonly lines: number;
  readonly column: number;
}

export const START: Offset = { lines: 0, column: 0 };

/** Lines, columns (in characters) and excerpts of matches in ascending order. */
export function locate(scanner: Scanner, ptr: number, length: number, matches: readonly Match[], offset: Offset = START): LocatedMatch[] {
  const { kernel } = scanner;
  const { buffer } = kernel;
  const end = ptr + length;
  let counted = ptr;
  let line = 1 + offset.lines;
  const out: LocatedMatch[] = [];
  for (const match of matches) {
    const at = ptr + match.start;
    if (at >= counted) {
      line += kernel.fn.countByte(counted, at - counted, LINE_FEED);
      counted = at;
    } else line = 1 + offset.lines + kernel.fn.countByte(ptr, at - ptr, LINE_FEED);
    const lineStart = lineStartOf(buffer, at, ptr);
    const column = 1 + characters(buffer, lineStart, at) + (lineStart === ptr ? offset.column : 0);
    const to = ptr + match.end;
    const endLine = line + kernel.fn.countByte(at, to - at, LINE_FEED);
    const endLineStart = endLine === line ? lineStart : lineStartOf(buffer, to, at);
    const endColumn = endLine === line ? column + characters(buffer, at, to) : 1 + characters(buffer, endLineStart, to);
    const before = lineStart > ptr ? lineStartOf(buffer, lineStart - 1, ptr) : lineStart;
    const lineEnd = lineEndOf(buffer, to, end);
    const after = lineEnd < end ? lineEndOf(buffer, lineEnd + 1, end) : lineEnd;
    const clip = (from: number, stop: number): string => clipped(buffer, from, stop, at, to);
    const lines = [
      ...(before < lineStart ? [clip(before, lineStart - 1)] : []),
      clip(lineStart, lineEnd),
      ...(after > lineEnd ? [clip(lineEnd + 1, after)] : []),
    ];
    const own = buffer.latin1Slice(Math.max(lineStart, at - 1000), Math.min(lineEnd, to + 1000));
    const above = before < lineStart ? buffer.latin1Slice(Math.max(before, lineStart - 1000), lineStart - 1) : "";
    const marks = [own, above].filter((text) => MARK.test(text));
    out.push({
      ...match,
      line,
      column,
      endLine,
      endColumn,
      excerpt: lines.join("\n"),
      excerptLine: before < lineStart ? line - 1 : line,
      ...(marks.length > 0 ? { marks: MARK.test(own) ? [own, above] : ["", above] } : {}),
    });
  }
  return out;
}

/** At most EXCERPT_REACH bytes on either side of the secret's span, or of the line's start where it lies elsewhere. */
function clipped(buffer: Buffer, from: number, stop: number, secretFrom: number, secretTo: number): string {
  const anchored = secretFrom >= from && secretFrom <= stop;
  const low = anchored ? Math.max(from, secretFrom - EXCERPT_REACH) : from;
  const high = Math.min(stop, (anchored ? Math.max(secretTo, low) : low) + EXCERPT_REACH);
  return `${low > from ? "…" : ""}${buffer.toString("utf8", low, high)}${high < stop ? "…" : ""}`.replace(/\r$/, "");
}

function lineStartOf(buffer: Buffer, at: number, least: number): number {
  if (at <= least) return least;
  // `lastIndexOf` walks to the start of memory when there is no line feed: it must not be asked on the whole buffer.
  const found = buffer.subarray(least, at).lastIndexOf(LINE_FEED);
  return found < 0 ? least : least + found + 1;
}

function lineEndOf(buffer: Buffer, at: number, most: number): number {
  if (at >= most) return most;
  const found = buffer.subarray(at, most).indexOf(LINE_FEED);
  return found < 0 ? most : at + found;
}

/** Characters (not bytes) in a range of UTF-8: bytes that continue a character do not count. */
function characters(buffer: Buffer, from: number, to: number): number {
  let count = 0;
  for (let i = from; i < to; i++) if (((buffer[i] ?? 0) & 0xc0) !== 0x80) count++;
  return count;
}
