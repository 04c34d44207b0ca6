import { isAscii, isUtf8 } from "node:buffer";
import type { Scanner } from "@stanch/engine";
import type { Match } from "@stanch/model";
import { hasIgnoreMark } from "./ignores/inline.ts";

/** A match with its place in the text, made while the bytes are at hand. Plain data: it crosses threads. */
export interface LocatedMatch extends Match {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** The lines around it in clear: masked before it leaves the scan. */
  readonly excerpt: string;
  readonly excerptLine: number;
  /** The bytes that stand there, one character a byte, where they are not the secret itself but write it in another way. */
  readonly written?: string;
  /** The file within the container that the blob is, as `inner/jar.jar!config.properties`; line and column are those in it. */
  readonly entry?: string;
  /** Its line and the one above where they carry an ignore mark, ours or a peer's. */
  readonly marks?: readonly string[];
}

const LINE_FEED = 10;
/** Characters of a line shown on either side of the secret. */
const EXCERPT_REACH = 100;

/** Where a text stands whose first byte is not the blob's first: lines and characters of its line before it. */
export interface Offset {
  readonly lines: number;
  readonly column: number;
}

export const START: Offset = { lines: 0, column: 0 };

/** Lines, columns (in characters) and excerpts of matches in ascending order. */
export function locate(scanner: Scanner, ptr: number, length: number, matches: readonly Match[], offset: Offset = START): LocatedMatch[] {
  const { buffer } = scanner.kernel;
  const textOf = (match: Match, lines: readonly string[]): string => (match.isBinary === true ? "" : lines.join("\n"));
  const cursor = new Cursor(scanner, ptr, length, offset);
  return matches.map((match) => {
    const from = ptr + match.start;
    const to = ptr + match.end;
    cursor.moveTo(from);
    const { line, column } = cursor;
    const end = cursor.endOf(from, to);
    const { before, lineStart, lineEnd, after } = cursor.linesAround(to);
    const clip = (start: number, stop: number): string => clipped(buffer, start, stop, from, to);
    const lines = [
      ...(before < lineStart ? [clip(before, lineStart - 1)] : []),
      clip(lineStart, lineEnd),
      ...(after > lineEnd ? [clip(lineEnd + 1, after)] : []),
    ];
    const own = buffer.latin1Slice(Math.max(lineStart, from - 1000), Math.min(lineEnd, to + 1000));
    const above = before < lineStart ? buffer.latin1Slice(Math.max(before, lineStart - 1000), lineStart - 1) : "";
    const isMarked = hasIgnoreMark(own);
    return {
      ...match,
      line,
      column,
      endLine: end.line,
      endColumn: end.column,
      excerpt: textOf(match, lines),
      excerptLine: before < lineStart ? line - 1 : line,
      ...(match.isBinary === true ? linesAt(buffer, from, ptr + length) : writtenAt(buffer, ptr, ptr + length, from, to, match.secret)),
      ...(isMarked || hasIgnoreMark(above) ? { marks: isMarked ? [own, above] : ["", above] } : {}),
    };
  });
}

/** A place in a text that moves forward: each byte is counted once, however many matches stand on one line of megabytes. */
class Cursor {
  readonly #scanner: Scanner;
  readonly #ptr: number;
  readonly #end: number;
  readonly #offset: Offset;
  /** Characters before the text's first byte on its line, less a byte order mark: that is no character of the line. */
  readonly #firstColumn: number;
  /** Otherwise the text is a window, which may begin within a character. */
  readonly #isStart: boolean;
  #at: number;
  #line: number;
  #column: number;
  #lineStart: number;
  /** Where the line before starts, and where the line and the one after it end; -1: not looked up yet. */
  #before = -1;
  #lineEnd = -1;
  #lineEndFor = -1;
  #after = -1;

  constructor(scanner: Scanner, ptr: number, length: number, offset: Offset) {
    this.#scanner = scanner;
    this.#ptr = ptr;
    this.#end = ptr + length;
    this.#offset = offset;
    this.#isStart = offset.lines === 0 && offset.column === 0;
    this.#firstColumn = this.#isStart && hasByteOrderMark(scanner.kernel.buffer, ptr, this.#end) ? -1 : offset.column;
    this.#at = this.#lineStart = ptr;
    this.#line = 1 + offset.lines;
    this.#column = 1 + this.#firstColumn;
  }

  get line(): number {
    return this.#line;
  }

  get column(): number {
    return this.#column;
  }

  moveTo(at: number): void {
    if (at < this.#at) this.#restart();
    const { buffer, fn } = this.#scanner.kernel;
    const lines = fn.countByte(this.#at, at - this.#at, LINE_FEED);
    if (lines > 0) {
      this.#line += lines;
      this.#lineStart = lineStartOf(buffer, at, this.#at);
      this.#column = 1 + characters(buffer, this.#lineStart, at);
      this.#before = -1;
    } else this.#column += characters(buffer, this.#at, at, this.#at === this.#ptr && !this.#isStart);
    this.#at = at;
  }

  #restart(): void {
    this.#at = this.#lineStart = this.#ptr;
    this.#line = 1 + this.#offset.lines;
    this.#column = 1 + this.#firstColumn;
    this.#before = this.#lineEnd = -1;
  }

  /** Line and column behind a secret that starts at the cursor. */
  endOf(from: number, to: number): { readonly line: number; readonly column: number } {
    const { buffer, fn } = this.#scanner.kernel;
    const lines = fn.countByte(from, to - from, LINE_FEED);
    if (lines === 0) return { line: this.#line, column: this.#column + characters(buffer, from, to) };
    return { line: this.#line + lines, column: 1 + characters(buffer, lineStartOf(buffer, to, from), to) };
  }

  /** Bounds of the line that the cursor is in up to the end of the one that `to` is in, and of their neighbours. */
  linesAround(to: number): { readonly before: number; readonly lineStart: number; readonly lineEnd: number; readonly after: number } {
    const { buffer } = this.#scanner.kernel;
    const lineStart = this.#lineStart;
    if (this.#before < 0) this.#before = lineStart > this.#ptr ? lineStartOf(buffer, lineStart - 1, this.#ptr) : lineStart;
    // No line feed stands between what it was looked up for and the end that was found.
    if (to < this.#lineEndFor || to > this.#lineEnd) {
      this.#lineEndFor = to;
      this.#lineEnd = lineEndOf(buffer, to, this.#end);
      this.#after = this.#lineEnd < this.#end ? lineEndOf(buffer, this.#lineEnd + 1, this.#end) : this.#lineEnd;
    }
    return { before: this.#before, lineStart, lineEnd: this.#lineEnd, after: this.#after };
  }
}

/** Base64 writes three bytes as four characters: those beside the span hold bits of the secret. */
const SHARED = 4;

/** What is encoded names the secret to whoever decodes it: it is masked as the secret is. */
function writtenAt(buffer: Buffer, start: number, end: number, from: number, to: number, secret: string): { written?: string } {
  if (buffer.latin1Slice(from, to) === secret) return {};
  let low = from;
  while (low > start && from - low < SHARED && isEncodedSign(buffer[low - 1])) low--;
  let high = to;
  while (high < end && high - to < SHARED && isEncodedSign(buffer[high])) high++;
  return { written: buffer.latin1Slice(low, high) };
}

/** Lines of base64 from `from` on, one or many: a key file's, which stands beside other findings. */
function linesAt(buffer: Buffer, from: number, end: number): { written?: string } {
  const text = buffer.latin1Slice(from, Math.min(end, from + MOST_WRITTEN));
  // The last line may be a shorter one; a word of what follows has no such length.
  const found = /^[\w+/=-]{40,}(?:(?:\r?\n|\\r\\n|\\n)[ \t#*>]*[\w+/=-]{40,})*/.exec(text);
  return found === null ? {} : { written: found[0] };
}

/** Bytes of base64 that are masked beside other findings. */
const MOST_WRITTEN = 16_384;

/** Of base64, hexadecimal, percent encoding and escapes. */
const isEncodedSign = (byte = 0): boolean => /[A-Za-z0-9+/=_%\\-]/.test(String.fromCharCode(byte));

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

export function hasByteOrderMark(buffer: Buffer, at: number, end: number): boolean {
  return at + 3 <= end && buffer[at] === 0xef && buffer[at + 1] === 0xbb && buffer[at + 2] === 0xbf;
}

/**
 * Characters in a range: of UTF-8 those bytes that do not continue one, of anything else (Latin-1) all bytes. `isCut`: the
 * range may begin and end within a character, which counts where it begins.
 */
export function characters(buffer: Buffer, from: number, to: number, isCut = false): number {
  // Most text: 2 of 7 s of a sparse gigabyte went into counting its bytes.
  if (isAscii(buffer.subarray(from, to))) return to - from;
  let start = from;
  let end = to;
  if (isCut) {
    while (start < end && start < from + 3 && isContinuation(buffer[start])) start++;
    let back = 1;
    while (back < 4 && end - back > start && isContinuation(buffer[end - back])) back++;
    if ((buffer[end - back] ?? 0) >= 0xc0) end -= back;
  }
  if (!isUtf8(buffer.subarray(start, end))) return to - from;
  let count = 0;
  for (let i = from; i < to; i++) if (!isContinuation(buffer[i])) count++;
  return count;
}

const isContinuation = (byte: number | undefined): boolean => ((byte ?? 0) & 0xc0) === 0x80;
