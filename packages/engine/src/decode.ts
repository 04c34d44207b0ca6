import { inflateSync, unzipSync } from "node:zlib";

/** Ways of writing that are told by a word of their own: what is around it is decoded. Base64 and hexadecimal are told by their form. */
export type MarkedEncoding = "percent" | "escape" | "entity" | "mail" | "joined" | "list" | "key-file";

/** A stretch of bytes that says other bytes: where it stands, what it says, and how offsets go back. */
export interface Decoded {
  readonly encoding: "base64" | "hex" | "packed" | Exclude<MarkedEncoding, "key-file">;
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array;
  /** Offset in the encoded text of the byte at `inner`. */
  readonly outer: (inner: number) => number;
}

/** A word that tells of text to be decoded. */
export interface DecodeWord {
  /** In lower case: it is met in any. */
  readonly text: string;
  readonly decode: MarkedEncoding;
  /** What it leads to may stand farther away than an ordinary rule reaches. */
  readonly isLong: boolean;
}

const words = (decode: MarkedEncoding, isLong: boolean, texts: readonly string[]): DecodeWord[] =>
  texts.map((text) => ({ text: text.toLowerCase(), decode, isLong }));

/**
 * Where these stand, text that a rule looks for may be written in another way. Common ones (%20, \n, &amp;) tell nothing. Literals
 * that are joined on one line are rare, those that go on in the next stand in every message of Java.
 */
export const DECODE_WORDS: readonly DecodeWord[] = [
  ...words("percent", true, ["%3a", "%2f", "%3d", "%40", "%22"]),
  ...words("escape", true, ["\\u00", "\\x2", "\\x3", "\\x4", "\\x5", "\\x6", "\\x7"]),
  ...words("entity", false, ["&quot;", "&#34;", "&#39;", "&#43;", "&#47;", "&#61;", "&#58;", "&#x2", "&#x3", "&#95;", "&#45;", "&equals;"]),
  ...words("mail", true, ["quoted-printable"]),
  ...words("joined", false, [
    '" + "',
    '"+"',
    '" . "',
    '" .. "',
    '" & "',
    '" ~ "',
    '" +\n',
    '"+\n',
    '" +\r\n',
    '" .\n',
    "' + '",
    "'+'",
    "' . '",
    "' .. '",
    "' & '",
    "' ~ '",
    "' +\n",
    "'+\n",
    "' +\r\n",
    "' .\n",
    // An operator at a line's start. Literals that follow each other with none cost 3 % of the first pass and are left out.
    '  + "',
    "  + '",
    '\t+ "',
    "` + `",
    '` + "',
    '" + `',
    '${"',
    "${'",
  ]),
  ...words("list", true, ['join("")', "join('')", '"".join(', "''.join(", 'implode("",', "implode('',"]),
  ...words("key-file", true, [
    "IBAzC", // PKCS#12: its version and what follows, behind a length of two bytes,
    "CAQMwg", // and behind one of three or of none
    "/u3+7QAAAA", // a Java keystore
    "_u3-7QAAAA",
    "zs7OzgAAAA", // one with symmetric keys
    "BQIAAA", // a Kerberos keytab
    "BQQADAABAA", // its credential caches
    "BQQAAAAA",
    "BQMAAAA",
    "A9mimm", // KeePass
  ]),
];

/** What is written for each encoding in the evidence of a match. */
export const ENCODING_NAMES: Readonly<Record<Decoded["encoding"], string>> = {
  base64: "base64",
  hex: "hexadecimal",
  packed: "compressed base64",
  percent: "percent encoding",
  escape: "string escapes",
  entity: "HTML entities",
  mail: "quoted-printable",
  joined: "joined literals",
  list: "a joined list of literals",
};

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
    const next = /^(?:\r?\n|\\r\\n|\\n)[ \t]{0,40}(?:(?:[#*>]|\/\/)[ \t]{0,8})?([A-Za-z0-9+/_-]{4,512})/.exec(text.slice(last, last + 600));
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

/** Most bytes one packed stretch may say, and how many for one of its own. */
const LARGEST_UNPACKED = 4_194_304;
const UNPACKED_RATIO = 250;

/** What gzip or zlib data that was written in base64 says. Undefined when it is none. Places within it are those of the whole. */
export function unpack(decoded: Decoded): Decoded | undefined {
  const { bytes, start } = decoded;
  const [a = 0, b = 0] = bytes;
  const isGzip = a === 0x1f && b === 0x8b;
  if (!isGzip && !(a === 0x78 && (a * 256 + b) % 31 === 0)) return undefined;
  try {
    const maxOutputLength = Math.min(LARGEST_UNPACKED, bytes.length * UNPACKED_RATIO);
    // What is cut off says what stands before the cut.
    const unpacked = (isGzip ? unzipSync : inflateSync)(bytes, { maxOutputLength, finishFlush: 2 });
    return unpacked.length === 0
      ? undefined
      : { ...decoded, encoding: "packed", bytes: unpacked, outer: (inner) => (inner <= 0 ? start : start + 1) };
  } catch {
    return undefined;
  }
}

/** What key files begin with in base64, whatever stands in them. */
const KEY_FILE_HEAD =
  /^(?:MI[I-L][\w+/-]{2}[AQgw]IBAzC|MIACAQMwg|MIM[\w+/-]{4}CAQMwg|[/_]u3[+-]7QAAAA|zs7OzgAAAA|BQIAAA|BQQADAABAA|BQQAAAAA|BQMAAAA|A9mimm)/;
/** Characters of those heads before the word that tells of them. */
const BEFORE_WORD = [0, 3, 6, 7];

/**
 * A key file in base64, told by a word at `at`. Undefined where none begins there. The kernel decodes only what says text from
 * its first bytes on, and these do not.
 */
export function decodeKeyFile(text: string, at: number, offset: number): Decoded | undefined {
  for (const before of BEFORE_WORD) {
    const start = at - before;
    if (start < 0 || !KEY_FILE_HEAD.test(text.slice(start, start + 16))) continue;
    // The `n` of a line end in a string is no digit.
    if (/[\w+/-]$/.test(text.slice(Math.max(0, start - 2), start).replace(/\\[nrt]$/, ""))) continue;
    const digits = /^[\w+/-]*/.exec(text.slice(start));
    return decodeBase64(text, start, start + (digits?.[0].length ?? 0), offset);
  }
  return undefined;
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

/** Undoes the entities of HTML and XML. Undefined when there are none. */
export function decodeEntities(text: string, offset: number): Decoded | undefined {
  return walked("entity", text, offset, entityAt);
}

/** Undoes quoted-printable (RFC 2045, 6.7): `=3D`, and lines cut by a `=` at their end. Undefined when there is neither. */
export function decodeMail(text: string, offset: number): Decoded | undefined {
  return walked("mail", text, offset, mailAt);
}

/** Literal, sign between them, literal: what stands between the two texts. */
const JOINT =
  /(["'`])[ \t]*(?:\+|\.\.?|&|~|\\(?=\r?\n))[ \t]*(?:\r?\n[ \t]*)?["'`]|["'`][ \t]*\r?\n[ \t]*(?:[+.&~][ \t]*|\.\.[ \t]*)?["'`]|\$\{[ ]?["']|["'][ ]?\}|\n/g;

/**
 * Reads literals that are joined as one: `"ab" + "cd"` as `"abcd"`. The stretch ends with the first line that does not go on in the
 * next; `least` is the offset in `text` that it must reach. No bytes when nothing is joined.
 */
export function decodeJoined(text: string, offset: number, least: number): Decoded {
  const parts: [number, number][] = [];
  let from = 0;
  let end = text.length;
  for (const { 0: joint, index } of text.matchAll(JOINT)) {
    if (joint === "\n") {
      if (index < least) continue;
      end = index;
      break;
    }
    if (!joinsWord(text, index, index + joint.length)) continue;
    parts.push([from, index]);
    from = index + joint.length;
  }
  if (parts.length > 0) parts.push([from, end]);
  return { ...pieces("joined", text, offset, parts), end: offset + end };
}

/** Sentences are cut at their spaces: what is joined there is the same for every rule as what is not. */
function joinsWord(text: string, before: number, after: number): boolean {
  if (text.charCodeAt(after) <= SPACE) return false;
  return text.charCodeAt(before - 1) > SPACE || text[before - 2] === ":" || text[before - 2] === "=";
}

const LITERAL = /"((?:[^"\\\n]|\\.)*)"|'((?:[^'\\\n]|\\.)*)'|`([^`\\]*)`/g;

/** Reads the literals of a list as one, with what stands before the list: `key = ["ab", "cd"]` as `key = "abcd"`. */
export function decodeList(text: string, offset: number): Decoded | undefined {
  const open = text.lastIndexOf("[");
  if (open < 0) return undefined;
  const inner: [number, number][] = [];
  for (const literal of text.slice(open).matchAll(LITERAL)) {
    const at = open + literal.index + 1;
    inner.push([at, at + literal[0].length - 2]);
  }
  const first = inner[0];
  const last = inner.at(-1);
  if (first === undefined || last === undefined || inner.length < 2) return undefined;
  const lineStart = text.lastIndexOf("\n", open) + 1;
  return pieces("list", text, offset, [[lineStart, open], [first[0] - 1, first[0]], ...inner, [last[1], last[1] + 1]]);
}

/** A text of parts of `text`. */
function pieces(encoding: Decoded["encoding"], text: string, offset: number, parts: readonly [number, number][]): Decoded {
  const bytes = new Uint8Array(Buffer.from(parts.map(([from, to]) => text.slice(from, to)).join(""), "latin1"));
  const outer = (inner: number): number => {
    let left = inner;
    for (const [from, to] of parts) {
      if (left < to - from) return offset + from + left;
      left -= to - from;
    }
    return offset + (parts.at(-1)?.[1] ?? 0);
  };
  return { encoding, start: offset + (parts[0]?.[0] ?? 0), end: offset + (parts.at(-1)?.[1] ?? 0), bytes, outer };
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
  const sign = SIGNS.get(read) ?? BACKSLASH;
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
const AMPERSAND = 0x26;
const EQUALS = 0x3d;
const SPACE = 0x20;
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

/** Entities by name that may stand within a secret or what tells of one. */
const ENTITIES: ReadonlyMap<string, string> = new Map(
  Object.entries({
    amp: "&",
    lt: "<",
    gt: ">",
    quot: '"',
    apos: "'",
    plus: "+",
    equals: "=",
    sol: "/",
    colon: ":",
    commat: "@",
    lowbar: "_",
  }),
);
const ENTITY = /^&(?:([a-z]{2,6})|#(\d{1,7})|#[xX]([0-9A-Fa-f]{1,6}));/;

function entityAt(text: string, at: number, out: Uint8Array, to: number): readonly [number, number] {
  const found = ENTITY.exec(text.slice(at, at + 12));
  if (found === null) return NO_ESCAPE;
  const [whole, name, decimal, hex] = found;
  const code = decimal === undefined ? Number.parseInt(hex ?? "", 16) : Number(decimal);
  const char = name === undefined ? (code > 0x10ffff ? "?" : String.fromCodePoint(code)) : ENTITIES.get(name);
  if (char === undefined) return NO_ESCAPE;
  // Never longer than the entity itself: of four bytes at most, and `&#1;` has as many.
  const bytes = Buffer.from(char, "utf8");
  out.set(bytes, to);
  return [whole.length, bytes.length];
}

const SOFT_BREAK = [2, 0] as const;
const SOFT_BREAK_CRLF = [3, 0] as const;
const ONE_OF_THREE = [3, 1] as const;

function mailAt(text: string, at: number, out: Uint8Array, to: number): readonly [number, number] {
  const next = text.charCodeAt(at + 1);
  if (next === 10) return SOFT_BREAK;
  if (next === 13 && text.charCodeAt(at + 2) === 10) return SOFT_BREAK_CRLF;
  const value = hexAt(text, at + 1, 2);
  if (value < 0) return NO_ESCAPE;
  out[to] = value;
  return ONE_OF_THREE;
}

/** The sign that each kind of escape begins with. */
const SIGNS: ReadonlyMap<ReadEscape, number> = new Map([
  [percentAt, PERCENT],
  [escapeAt, BACKSLASH],
  [entityAt, AMPERSAND],
  [mailAt, EQUALS],
]);

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
