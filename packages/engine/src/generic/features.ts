import type { Candidate } from "./assigned-secret.ts";
import { BLANK, DIGIT, LETTER, LOWER, NEWLINE, QUOTE, UPPER, WORD, classOf } from "./chars.ts";
import { isPlaceholder, isTrivial, repeatsName } from "./judge-value.ts";
import type { KeyKind } from "./key-name.ts";
import { placeholderReason } from "../placeholder.ts";
import type { Join } from "./reading.ts";
import type { FileKind } from "./surroundings.ts";
import { type ValueShape, valueShape } from "./value-shape.ts";
import { wordCover } from "./words.ts";

/**
 * What the model sees of a candidate, in this order; what a person reads of it is told by groups (explain.ts). Only bytes
 * within the matcher's window are looked at: a verdict is remembered by them.
 */
export const FEATURES = [
  // The value.
  "length",
  "bits",
  "entropy",
  "surprise",
  "core surprise",
  "core length",
  "core turns",
  "lower",
  "upper",
  "digits",
  "symbols",
  "spaces",
  "turns",
  "turns by length",
  "digit share",
  "letter share",
  "symbol share",
  "distinct share",
  "parts",
  "mean part",
  "words",
  "longest word",
  "longest gap",
  "run",
  "ordered",
  "walk",
  "hex",
  "uuid",
  "bytes",
  "ends with equals",
  "base64 length",
  "decodes to text",
  "trailing digits",
  "first class",
  "constant",
  "camel",
  "dashed words",
  "dotted",
  "slashes",
  "colons",
  "high bytes",
  "escapes",
  "leet",
  "trivial",
  "placeholder word",
  "placeholder shape",
  "repeats name",
  "tells kind",
  // The name.
  "kind password",
  "kind secret",
  "kind token",
  "kind key",
  "kind auth",
  "kind credential",
  "kind weak",
  "head",
  "name words",
  "name length",
  "name upper",
  "name sample",
  "name owner",
  "name open",
  "name setter",
  // How they are joined.
  "assign",
  "colon",
  "arrow",
  "compare",
  "argument",
  "call",
  "element",
  "pair",
  "flag",
  "query",
  "words join",
  "quoted",
  "key quoted",
  "wrapped",
  "template",
  "before name",
  "after value",
  // The line and its neighbours.
  "line before",
  "line after",
  "comment",
  "line commas",
  "line quotes",
  "line brackets",
  "test words",
  "sample words",
  "account words",
  "sentences",
  "bare in code",
  "bare in prose",
  "bare in shell",
] as const;

export type Feature = (typeof FEATURES)[number];

const INDEX = Object.fromEntries(FEATURES.map((name, index) => [name, index])) as Readonly<Record<Feature, number>>; // one entry a feature

const KINDS: Readonly<Record<KeyKind, number>> = {
  password: INDEX["kind password"],
  secret: INDEX["kind secret"],
  token: INDEX["kind token"],
  key: INDEX["kind key"],
  auth: INDEX["kind auth"],
  credential: INDEX["kind credential"],
  weak: INDEX["kind weak"],
};
const JOINS: Readonly<Record<Join, number>> = {
  assign: INDEX.assign,
  colon: INDEX.colon,
  arrow: INDEX.arrow,
  compare: INDEX.compare,
  argument: INDEX.argument,
  call: INDEX.call,
  element: INDEX.element,
  pair: INDEX.pair,
  flag: INDEX.flag,
  query: INDEX.query,
  words: INDEX["words join"],
};
const BARE: Readonly<Partial<Record<FileKind, number>>> = {
  code: INDEX["bare in code"],
  prose: INDEX["bare in prose"],
  shell: INDEX["bare in shell"],
};

const SETTERS = /^(?:set|with|add|put|use|new|init|assign|register)$/;
const SAMPLE_NAME = /^(?:test|tests|example|sample|fake|mock|dummy|demo|invalid|wrong|bad|foo|expected|actual|bogus|my)$/;
const OWNERS = /^(?:db|database|mysql|postgres|pg|redis|mongo|root|admin|user|smtp|mail|ftp|ssh|ldap|jdbc|datasource|rabbitmq|aws)$/;
const OPEN_NAME = /^(?:id|public|name|hash|encrypted|type|iv|salt|nonce|web|socket|host|site)$/;
const TEST_WORDS =
  /\b(?:assert\w*|expect\w*|describe|it\(|should|tests?|spec|mock\w*|stub\w*|fixture\w*|@Test)\b|func Test|def test_|[Tt]est[A-Z]/;
const SAMPLE_WORDS = /\b(?:example|sample|e\.g\.|for instance|placeholder|demo|dummy|replace|your|fake|change)\b|```|@example/i;
const ACCOUNT_WORDS =
  /\b(?:user(?:_?name|_?id)?|login|host(?:name)?|port|server|database|db_?name|email|client_?id|account|endpoint|region|app_?id)["']?\s{0,4}(?:[:=]|=>)/i;
const SENTENCE = /["'>] ?[A-Z]?[a-z]{2,}(?: [a-z]{1,}[,.]?){2,}/;
const KIND_WORD = /pass|pwd|secret|token|key|auth|cred/i;
const DIGITS_APART = /\d\D+\d\D+\d/;
const CONSTANT = /^_*[A-Z][A-Z0-9]*(?:_+[A-Z0-9]+)+_*$/;
const CAMEL = /^[a-z]+(?:[A-Z][a-z]+)+$|^[A-Z][a-z]+(?:[A-Z][a-z]+)+$/;
const DASHED = /^[A-Za-z]+(?:[-_. ][A-Za-z]+)+$/;
const DOTTED = /^[\w-]+(?:\.[\w-]+)+$/;
const BASE64 = /^[A-Za-z0-9+/_-]{8,}={0,2}$/;
const LEET = /[a-z][0134$@][a-z]|^[a-z][0134$@5]{1,2}[a-z]/i;

const BEFORE = 160;
const AFTER = 200;

/** The candidate's features, in the order of FEATURES, in a buffer that the next call overwrites. */
export function features(candidate: Candidate): Float32Array {
  const out = buffer;
  out.fill(0);
  ofValue(candidate, out);
  ofName(candidate, out);
  ofLine(candidate, out);
  return out;
}

const buffer = new Float32Array(FEATURES.length);
const seen = new Uint8Array(256);

function ofValue({ key, reading, value, shape }: Candidate, out: Float32Array): void {
  const { length } = value;
  const letters = shape.lower + shape.upper;
  const cut = coreOf(value);
  const core: ValueShape = cut === value ? shape : valueShape(cut);
  const cover = wordCover(value);
  out[INDEX.length] = length;
  out[INDEX.bits] = shape.bits;
  out[INDEX.entropy] = shape.bits / length;
  out[INDEX.surprise] = shape.surprise;
  out[INDEX["core surprise"]] = core.surprise;
  out[INDEX["core length"]] = core.length;
  out[INDEX["core turns"]] = core.turns;
  out[INDEX.lower] = shape.lower;
  out[INDEX.upper] = shape.upper;
  out[INDEX.digits] = shape.digits;
  out[INDEX.symbols] = shape.symbols;
  out[INDEX.spaces] = shape.spaces;
  out[INDEX.turns] = shape.turns;
  out[INDEX["turns by length"]] = shape.turns / length;
  out[INDEX["digit share"]] = shape.digits / length;
  out[INDEX["letter share"]] = letters / length;
  out[INDEX["symbol share"]] = (shape.symbols + shape.spaces) / length;
  out[INDEX.words] = letters === 0 ? 0 : cover.letters / letters;
  out[INDEX["longest word"]] = cover.longest;
  out[INDEX["longest gap"]] = cover.gap;
  out[INDEX.hex] = shape.isHex && shape.digits > 0 && letters > 0 ? length : 0;
  out[INDEX.uuid] = shape.isUuid ? 1 : 0;
  out[INDEX.bytes] = reading.isBytes ? 1 : 0;
  out[INDEX.camel] = CAMEL.test(value) ? 1 : 0;
  out[INDEX.constant] = CONSTANT.test(value) ? 1 : 0;
  out[INDEX["dashed words"]] = DASHED.test(value) ? 1 : 0;
  out[INDEX.dotted] = DOTTED.test(value) ? 1 : 0;
  out[INDEX.leet] = LEET.test(value) ? 1 : 0;
  out[INDEX.trivial] = isTrivial(value) ? 1 : 0;
  out[INDEX["placeholder word"]] = isPlaceholder(value) ? 1 : 0;
  out[INDEX["placeholder shape"]] = placeholderReason(value) === undefined ? 0 : 1;
  out[INDEX["repeats name"]] = repeatsName(value, key) ? 1 : 0;
  out[INDEX["tells kind"]] = KIND_WORD.test(value) && !DIGITS_APART.test(value) ? 1 : 0;
  const isBase64 = BASE64.test(value);
  out[INDEX["base64 length"]] = isBase64 && length % 4 === 0 && !shape.isHex ? 1 : 0;
  out[INDEX["decodes to text"]] = isBase64 && length <= 400 ? textShare(value) : 0;
  ofCharacters(value, out);
}

/** What one pass over the characters tells: runs, order, parts, and single signs. */
function ofCharacters(value: string, out: Float32Array): void {
  const { length } = value;
  seen.fill(0);
  let distinct = 0;
  let parts = 0;
  let run = 1;
  let longestRun = 1;
  let ordered = 0;
  let walk = 0;
  let slashes = 0;
  let colons = 0;
  let high = 0;
  let escapes = 0;
  let isInside = false;
  let before = -1;
  for (let i = 0; i < length; i++) {
    const code = value.charCodeAt(i) & 255;
    if (seen[code] === 0) {
      seen[code] = 1;
      distinct++;
    }
    const isPart = (classOf(code) & (LETTER | DIGIT)) !== 0;
    if (isPart && !isInside) parts++;
    isInside = isPart;
    run = code === before ? run + 1 : 1;
    if (run > longestRun) longestRun = run;
    if (code - before === 1 || before - code === 1) ordered++;
    if (before >= 0 && isNeighbour(before | 0x20, code | 0x20)) walk++;
    if (code === 0x2f) slashes++;
    else if (code === 0x3a) colons++;
    else if (code === 0x5c) escapes++;
    else if (code >= 0x80) high++;
    before = code;
  }
  let trailing = 0;
  while (trailing < length && (classOf(value.charCodeAt(length - 1 - trailing)) & DIGIT) !== 0) trailing++;
  const first = classOf(value.charCodeAt(0));
  out[INDEX["distinct share"]] = distinct / Math.min(length, 64);
  out[INDEX.parts] = parts;
  out[INDEX["mean part"]] = parts === 0 ? 0 : length / parts;
  out[INDEX.run] = longestRun;
  out[INDEX.ordered] = ordered / length;
  out[INDEX.walk] = walk / length;
  out[INDEX.slashes] = slashes;
  out[INDEX.colons] = colons;
  out[INDEX.escapes] = escapes;
  out[INDEX["high bytes"]] = high;
  out[INDEX["trailing digits"]] = trailing;
  out[INDEX["ends with equals"]] = value.endsWith("=") ? 1 : 0;
  out[INDEX["first class"]] = (first & LOWER) !== 0 ? 1 : (first & UPPER) !== 0 ? 2 : (first & DIGIT) !== 0 ? 3 : 4;
}

const KEYBOARD = new Uint8Array(256).fill(255);
for (const [row, keys] of ["1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"].entries()) {
  for (let i = 0; i < keys.length; i++) KEYBOARD[keys.charCodeAt(i)] = row * 16 + i;
}

/** Two keys that lie side by side. */
function isNeighbour(a: number, b: number): boolean {
  const one = KEYBOARD[a] ?? 255;
  const two = KEYBOARD[b] ?? 255;
  return one !== 255 && two !== 255 && (one - two === 1 || two - one === 1);
}

/** The longest run of letters and digits where it is most of the value, else the value: `test_`, `sha1=` say nothing of the rest. */
function coreOf(value: string): string {
  let from = 0;
  let best = 0;
  let bestFrom = 0;
  for (let i = 0; i <= value.length; i++) {
    if ((classOf(value.charCodeAt(i)) & (LETTER | DIGIT)) !== 0) continue;
    if (i - from > best) {
      best = i - from;
      bestFrom = from;
    }
    from = i + 1;
  }
  return best >= 16 && best < value.length && best * 5 >= value.length * 3 ? value.slice(bestFrom, bestFrom + best) : value;
}

/** Which share of the bytes that base64 holds is letters, digits and blanks; 0 where most is not printable. */
function textShare(value: string): number {
  const bytes = Buffer.from(value, "base64");
  let plain = 0;
  for (const byte of bytes) {
    if ((byte < 0x20 && byte !== 10 && byte !== 13) || byte > 0x7e) return 0;
    if ((classOf(byte) & (WORD | BLANK)) !== 0) plain++;
  }
  return bytes.length === 0 ? 0 : plain / bytes.length;
}

function ofName({ key, reading }: Candidate, out: Float32Array): void {
  out[KINDS[key.kind]] = 1;
  out[INDEX.head] = key.isHead ? 1 : 0;
  out[INDEX["name words"]] = key.words.length;
  out[INDEX["name length"]] = reading.keyEnd - reading.keyStart;
  let upper = 0;
  for (let p = reading.keyStart; p < reading.keyEnd; p++) if ((classOf(reading.code(p)) & UPPER) !== 0) upper++;
  out[INDEX["name upper"]] = upper / Math.max(1, reading.keyEnd - reading.keyStart);
  for (const word of key.words) {
    if (SAMPLE_NAME.test(word)) out[INDEX["name sample"]] = 1;
    if (OWNERS.test(word)) out[INDEX["name owner"]] = 1;
    if (OPEN_NAME.test(word)) out[INDEX["name open"]] = 1;
  }
  if (SETTERS.test(key.words[0] ?? "")) out[INDEX["name setter"]] = 1;
}

function ofLine({ reading, file }: Candidate, out: Float32Array): void {
  out[JOINS[reading.join]] = 1;
  out[INDEX.quoted] = reading.quoted ? 1 : 0;
  out[INDEX["key quoted"]] = reading.keyQuoted ? 1 : 0;
  out[INDEX.wrapped] = reading.wrapEnd - reading.wrapStart;
  out[INDEX.template] = reading.template ? 1 : 0;
  out[INDEX["before name"]] = signOf(reading.code(reading.keyStart - 1));
  let after = reading.valueEnd;
  if ((classOf(reading.code(after)) & QUOTE) !== 0) after++;
  out[INDEX["after value"]] = signOf(reading.code(after));
  if (!reading.quoted) {
    const bare = BARE[file()];
    if (bare !== undefined) out[bare] = 1;
  }
  const from = Math.max(reading.from, reading.keyStart - BEFORE);
  const to = Math.min(reading.to, reading.valueEnd + AFTER);
  let start = reading.keyStart;
  while (start > from && (classOf(reading.code(start - 1)) & NEWLINE) === 0) start--;
  let end = after;
  while (end < to && (classOf(reading.code(end)) & NEWLINE) === 0) end++;
  out[INDEX["line before"]] = reading.keyStart - start;
  out[INDEX["line after"]] = end - after;
  let commas = 0;
  let quotes = 0;
  let brackets = 0;
  let first = 0;
  for (let p = start; p < end; p++) {
    if (p === reading.valueStart) p = reading.valueEnd;
    const code = reading.code(p);
    if (first === 0 && (classOf(code) & BLANK) === 0) first = code;
    if (code === 0x2c) commas++;
    else if (code === 0x28 || code === 0x7b || code === 0x5b) brackets++;
    else if ((classOf(code) & QUOTE) !== 0) quotes++;
  }
  out[INDEX["line commas"]] = commas;
  out[INDEX["line quotes"]] = quotes;
  out[INDEX["line brackets"]] = brackets;
  out[INDEX.comment] = first === 0x23 || first === 0x2a || first === 0x3b || first === 0x2f ? 1 : 0;
  // The value itself says what it is elsewhere.
  const near = `${reading.cut(from, reading.valueStart)} ${reading.cut(reading.valueEnd, to)}`;
  out[INDEX["test words"]] = TEST_WORDS.test(near) ? 1 : 0;
  out[INDEX["sample words"]] = SAMPLE_WORDS.test(near) ? 1 : 0;
  out[INDEX["account words"]] = ACCOUNT_WORDS.test(near) ? 1 : 0;
  out[INDEX.sentences] = SENTENCE.test(near) ? 1 : 0;
}

/** Kinds of signs around name and value, as numbers that a threshold can part. */
function signOf(code: number): number {
  if (code === 0 || (classOf(code) & NEWLINE) !== 0) return 0;
  if ((classOf(code) & BLANK) !== 0) return 1;
  switch (code) {
    case 0x2c: // ,
      return 2;
    case 0x3b: // ;
      return 3;
    case 0x29: // )
    case 0x7d: // }
    case 0x5d: // ]
      return 4;
    case 0x28: // (
    case 0x7b: // {
    case 0x5b: // [
      return 5;
    case 0x3c: // <
    case 0x3e: // >
      return 6;
    case 0x2d: // -
      return 7;
    case 0x24: // $
    case 0x40: // @
    case 0x3a: // :
      return 8;
    case 0x26: // &
    case 0x3f: // ?
      return 9;
    default:
      return (classOf(code) & QUOTE) !== 0 ? 10 : 11;
  }
}
