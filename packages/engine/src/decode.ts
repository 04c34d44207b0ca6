/** A stretch of bytes that says other bytes: where it stands, what it says, and how offsets go back. */
export interface Decoded {
  readonly encoding: "base64" | "hex" | "percent" | "escape";
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** Offset in the encoded text of the byte at `inner`. */
  readonly outer: (inner: number) => number;
}

/** Bytes of one encoded stretch that are looked at. */
export const LONGEST_ENCODED = 262_144;

/**
 * Decodes base64 or base64url digits. Lines of one length that follow each other (MIME, PEM, YAML blocks) are one
 * stretch: `text` may go on behind `end`, `start` and `end` are offsets of the first line's run in it.
 */
export function decodeBase64(text: string, start: number, end: number, offset: number): Decoded {
  const starts = [start];
  const lengths = [end - start];
  let last = end;
  while (lengths[0] !== undefined && lengths[0] >= 56) {
    const next = /^(?:\r?\n|\\r\\n|\\n)[ \t]{0,40}([A-Za-z0-9+/_-]{4,512})/.exec(text.slice(last, last + 600));
    const run = next?.[1];
    if (next === null || run === undefined || run.length > lengths[0] || last - start > LONGEST_ENCODED) break;
    starts.push(last + next[0].length - run.length);
    lengths.push(run.length);
    last += next[0].length;
    if (run.length < lengths[0]) break;
  }
  const digits = starts.map((at, line) => text.slice(at, at + (lengths[line] ?? 0))).join("");
  const bytes = new Uint8Array(Buffer.from(digits.slice(0, LONGEST_ENCODED).replaceAll("-", "+").replaceAll("_", "/"), "base64"));
  const outer = (inner: number): number => {
    let digit = Math.floor((inner * 4) / 3);
    for (const [line, length] of lengths.entries()) {
      if (digit < length || line === lengths.length - 1) return offset + (starts[line] ?? 0) + Math.min(digit, length);
      digit -= length;
    }
    return offset + last;
  };
  return { encoding: "base64", start: offset + start, end: offset + last, bytes, outer };
}

export function decodeHex(text: string, start: number, end: number, offset: number): Decoded {
  const bytes = new Uint8Array(Buffer.from(text.slice(start, Math.min(end, start + LONGEST_ENCODED)), "hex"));
  return { encoding: "hex", start: offset + start, end: offset + end, bytes, outer: (inner) => offset + start + inner * 2 };
}

/** Percent-decodes a stretch of Latin-1 text (RFC 3986). Undefined when nothing in it is encoded. */
export function decodePercent(text: string, offset: number): Decoded | undefined {
  return walked("percent", text, offset, percentAt);
}

/** Undoes the escapes of JSON, JavaScript, Java, C and Python strings. Undefined when there are none. */
export function decodeEscapes(text: string, offset: number): Decoded | undefined {
  return walked("escape", text, offset, escapeAt);
}

/** Writes what the escape at `at` says to `out` from `to` on. Its own length in `text`, 0 when there is none, and of what it says. */
type ReadEscape = (text: string, at: number, out: Uint8Array, to: number) => readonly [length: number, written: number];

const NO_ESCAPE = [0, 0] as const;
const ONE_OF_TWO = [2, 1] as const;
const ONE_OF_FOUR = [4, 1] as const;
const LETTER_X = 0x78;
const LETTER_U = 0x75;

/**
 * By a walk, not by an expression: files with data in escapes (`\x1f\x8b…`, megabytes of it in each version) took minutes.
 * No escape says more bytes than it has characters, so what is decoded fits in the text's length.
 */
function walked(encoding: Decoded["encoding"], text: string, offset: number, read: ReadEscape): Decoded | undefined {
  const bytes = new Uint8Array(text.length + 4);
  const size = walk(text, bytes, read, Infinity)[1];
  if (size === text.length) return undefined;
  // Walks again, and writes the same again: matches in escapes are rare, a table of every escape is not cheap.
  const outer = (inner: number): number => offset + Math.min(walk(text, bytes, read, inner)[0], text.length);
  return { encoding, start: offset, end: offset + text.length, bytes: bytes.subarray(0, size), outer };
}

/** Decodes until `most` bytes are written: the places in text and bytes where it stopped. */
function walk(text: string, bytes: Uint8Array, read: ReadEscape, most: number): readonly [at: number, to: number] {
  const sign = read === percentAt ? PERCENT : BACKSLASH;
  let at = 0;
  let to = 0;
  while (at < text.length && to < most) {
    const code = text.charCodeAt(at);
    if (code === sign) {
      const [length, written] = read(text, at, bytes, to);
      if (length > 0) {
        if (to + written > most) break;
        at += length;
        to += written;
        continue;
      }
    }
    bytes[to++] = code;
    at++;
  }
  return [at, to];
}

const PERCENT = 0x25;
const BACKSLASH = 0x5c;

function percentAt(text: string, at: number, out: Uint8Array, to: number): readonly [number, number] {
  const value = hexAt(text, at + 1, 2);
  if (value < 0) return NO_ESCAPE;
  out[to] = value;
  return [3, 1];
}

function escapeAt(text: string, at: number, out: Uint8Array, to: number): readonly [number, number] {
  const kind = text.charCodeAt(at + 1);
  if (kind === LETTER_X) {
    const value = hexAt(text, at + 2, 2);
    if (value < 0) return NO_ESCAPE;
    out[to] = value;
    return ONE_OF_FOUR;
  }
  if (kind === LETTER_U) return unicodeAt(text, at, out, to);
  const simple = SIMPLE.get(kind);
  if (simple !== undefined) {
    out[to] = simple;
    return ONE_OF_TWO;
  }
  const octal = /^[0-7]{3}/.exec(text.slice(at + 1, at + 4));
  if (octal === null) return NO_ESCAPE;
  out[to] = Number.parseInt(octal[0], 8) & 0xff;
  return ONE_OF_FOUR;
}

function unicodeAt(text: string, at: number, out: Uint8Array, to: number): readonly [number, number] {
  const braced = text[at + 2] === "{" ? /^[0-9A-Fa-f]{1,6}(?=\})/.exec(text.slice(at + 3, at + 10))?.[0] : undefined;
  const code = braced === undefined ? hexAt(text, at + 2, 4) : Number.parseInt(braced, 16);
  if (code < 0) return NO_ESCAPE;
  const length = braced === undefined ? 6 : braced.length + 4;
  if (code < 0x80) {
    out[to] = code;
    return [length, 1];
  }
  const bytes = Buffer.from(code > 0x10ffff ? "?" : String.fromCodePoint(code), "utf8");
  out.set(bytes, to);
  return [length, bytes.length];
}

/** By the character's code behind the backslash. */
const SIMPLE: ReadonlyMap<number, number> = new Map(
  Object.entries({ '"': '"', "'": "'", "\\": "\\", "/": "/", n: "\n", r: "\r", t: "\t" }).map(([from, to]) => [
    from.charCodeAt(0),
    to.charCodeAt(0),
  ]),
);

/** The value of `count` hexadecimal digits, or -1. */
function hexAt(text: string, at: number, count: number): number {
  let value = 0;
  for (let i = at; i < at + count; i++) {
    const code = text.charCodeAt(i);
    const lower = code | 0x20;
    if (code >= 0x30 && code <= 0x39) value = value * 16 + code - 0x30;
    else if (lower >= 0x61 && lower <= 0x66) value = value * 16 + lower - 0x57;
    else return -1;
  }
  return value;
}
