import { BLANK, DIGIT, LETTER, NEWLINE, QUOTE, STOP, WORD, classOf } from "./chars.ts";
import {
  AMP,
  AT,
  BACKQUOTE,
  BACKSLASH,
  CLOSED_BRACKET,
  CLOSED_PAREN,
  COLON,
  COMMA,
  DOLLAR,
  DOT,
  DOUBLE_QUOTE,
  HASH_SIGN,
  LESS,
  OPEN_BRACE,
  OPEN_BRACKET,
  OPEN_PAREN,
  SEMICOLON,
  SINGLE_QUOTE,
  SLASH,
} from "./codes.ts";
import type { Reading } from "./reading.ts";

/** Longest value looked at: the longest tokens in use (JWT of identity providers) are about 4 KiB. */
const LONGEST_VALUE = 4096;
const SHORTEST_VALUE = 3;
/** How far a call or a type may reach before the string in it. */
const LONGEST_WRAP = 64;
const BYTES = /^(?:(?:0x[\da-fA-F]{1,2}|\d{1,3})\s{0,40},\s{0,40}){7,255}(?:0x[\da-fA-F]{1,2}|\d{1,3})(?=\s{0,40},?\s{0,40}[}\])])/;

/** Reads the value that begins at or behind `at` into the reading; false when none stands there. */
export function readValue(reading: Reading, at: number): boolean {
  reading.isBytes = false;
  reading.template = false;
  let p = at;
  const most = Math.min(reading.to, p + 80);
  while (p < most && (classOf(reading.code(p)) & BLANK) !== 0) p++;
  let code = reading.code(p);
  if ((classOf(code) & NEWLINE) !== 0) {
    const { join } = reading;
    if (join === "query" || join === "flag") return false;
    while (p < most && (classOf(reading.code(p)) & (BLANK | NEWLINE)) !== 0) p++;
    code = reading.code(p);
    if ((classOf(code) & QUOTE) === 0 && (join !== "element" || code === LESS)) return false;
  }
  reading.wrapStart = p;
  reading.wrapEnd = p;
  if ((classOf(code) & QUOTE) !== 0) return quoted(reading, p);
  switch (code) {
    case BACKSLASH:
      return escaped(reading, p);
    case AMP:
      return inEntities(reading, p);
    case OPEN_BRACE:
    case OPEN_BRACKET:
      if (bytes(reading, p + 1) || typedBytes(reading, p)) return true;
      return code === OPEN_BRACKET && wrapped(reading, p);
    case OPEN_PAREN:
      return wrapped(reading, p);
    case CLOSED_PAREN:
    case COMMA:
    case SEMICOLON:
      return false;
    default:
      if (reading.join === "element") return element(reading, p);
      return unquoted(reading, p, code);
  }
}

function unquoted(reading: Reading, p: number, code: number): boolean {
  if ((classOf(code) & LETTER) !== 0 || code === DOLLAR || code === AT) {
    const inner = prefixOrWrap(reading, p);
    if (inner !== 0) return inner > 0;
  }
  return reading.join !== "argument" && reading.join !== "call" && bare(reading, p);
}

/** `b"…"`, `Some("…")`, `process.env.X || "…"`: 1 when a quoted value follows, -1 when code follows, 0 when neither. */
function prefixOrWrap(reading: Reading, p: number): -1 | 0 | 1 {
  let q = p;
  const most = p + 48;
  while (q < most) {
    const code = reading.code(q);
    if ((classOf(code) & WORD) !== 0 || code === DOT || code === DOLLAR || code === AT || code === COLON) q++;
    else break;
  }
  const code = reading.code(q);
  if ((classOf(code) & QUOTE) !== 0) {
    if (q - p > 2) return 0;
    reading.template = /[fF$]/.test(reading.cut(p, q));
    return quoted(reading, q) ? 1 : -1;
  }
  if (code === OPEN_PAREN) {
    const inner = reading.code(q + 1) === OPEN_BRACKET ? q + 2 : q + 1;
    return bytes(reading, inner) || wrapped(reading, p) ? 1 : -1;
  }
  if (code === OPEN_BRACE || code === OPEN_BRACKET) return typedBytes(reading, q) ? 1 : 0;
  if (reading.join === "argument" || reading.join === "call") return -1;
  if ((classOf(code) & BLANK) === 0) return 0;
  // The alternative to a variable of the environment: `a || "b"`, `a ?? "b"`, `a or "b"`, `a ?: "b"`.
  const or = /^ (?:\|\||\?\?|or|\?:) ["'`]/.exec(reading.cut(q, q + 6));
  if (or === null) return 0;
  reading.wrapStart = p;
  reading.wrapEnd = q + or[0].length - 1;
  return quoted(reading, reading.wrapEnd) ? 1 : -1;
}

/** `call("value")`, `("value")`, `[]byte("value")`, `new Type("value")`: the first string within, on the same line. */
function wrapped(reading: Reading, p: number): boolean {
  const most = Math.min(reading.to, p + LONGEST_WRAP);
  for (let q = p; q < most; q++) {
    const code = reading.code(q);
    if ((classOf(code) & QUOTE) !== 0) {
      reading.wrapStart = p;
      reading.wrapEnd = q;
      return quoted(reading, q);
    }
    if ((classOf(code) & NEWLINE) !== 0) return false;
    if (code === SEMICOLON || code === CLOSED_PAREN || code === COMMA || code === OPEN_BRACE) return false;
  }
  return false;
}

/** `byte[] {…}`, `[]byte{…}`, `new byte[] {…}`: bytes after their type. */
function typedBytes(reading: Reading, p: number): boolean {
  const found = /^[[\]{} \w]{0,24}[{[]\s{0,40}(?=(?:0x)?[\da-fA-F]{1,3}\s{0,4},)/.exec(reading.cut(p, p + 80));
  return found !== null && bytes(reading, p + found[0].length);
}

/** Eight or more numbers of a byte's size, over lines too. The value is the text from the first to the last. */
function bytes(reading: Reading, at: number): boolean {
  let p = at;
  while ((classOf(reading.code(p)) & (BLANK | NEWLINE)) !== 0) p++;
  if ((classOf(reading.code(p)) & DIGIT) === 0) return false;
  const found = BYTES.exec(reading.cut(p, p + 2048));
  if (found === null) return false;
  reading.isBytes = true;
  return hold(reading, p, p + found[0].length, true);
}

function quoted(reading: Reading, p: number): boolean {
  const quote = reading.code(p);
  let start = p + 1;
  if (reading.code(start) === quote && reading.code(start + 1) === quote) start += 2; // """
  else if (quote === BACKQUOTE && reading.code(start) === quote) start++; // ``code`` of reStructuredText
  // "\"value\"": a literal of the language that this one makes.
  if (
    reading.code(start) === BACKSLASH &&
    reading.code(start + 1) === quote &&
    escaped(reading, start) &&
    reading.code(reading.valueEnd + 2) === quote
  )
    return true;
  const most = Math.min(reading.to, start + LONGEST_VALUE);
  for (let q = start; q < most; q++) {
    const code = reading.code(q);
    if (code === BACKSLASH) q++;
    else if ((classOf(code) & NEWLINE) !== 0) return false;
    else if (code === quote) {
      // A doubled quote is an escaped one in SQL and YAML.
      if (quote === SINGLE_QUOTE && reading.code(q + 1) === quote && q > start) q++;
      else {
        if (quote === BACKQUOTE) reading.template = true;
        return hold(reading, start, q, true);
      }
    }
  }
  return false;
}

/** `\"value\"`: JSON inside a string. */
function escaped(reading: Reading, p: number): boolean {
  let start = p;
  while (reading.code(start) === BACKSLASH) start++;
  const quote = reading.code(start);
  if (quote !== DOUBLE_QUOTE && quote !== SINGLE_QUOTE) return false;
  start++;
  const most = Math.min(reading.to, start + LONGEST_VALUE);
  for (let q = start; q < most; q++) {
    const code = reading.code(q);
    if (code === BACKSLASH) {
      const next = reading.code(q + 1);
      if (next === quote || next === BACKSLASH) return hold(reading, start, q, true);
    } else if (code === quote || (classOf(code) & NEWLINE) !== 0) return false;
  }
  return false;
}

/** `&quot;value&quot;`: code in HTML. */
function inEntities(reading: Reading, p: number): boolean {
  const size = reading.entity(p);
  if (size === 0) return false;
  const entity = reading.cut(p, p + size);
  const most = Math.min(reading.to, p + LONGEST_VALUE);
  for (let q = p + size; q < most; q++) {
    const code = reading.code(q);
    if (code === AMP && reading.has(entity, q)) return hold(reading, p + size, q, true);
    if ((classOf(code) & NEWLINE) !== 0) return false;
  }
  return false;
}

function element(reading: Reading, p: number): boolean {
  const most = Math.min(reading.to, p + LONGEST_VALUE);
  for (let q = p; q < most; q++) {
    const code = reading.code(q);
    if (code === LESS) {
      let end = q;
      while (end > p && (classOf(reading.code(end - 1)) & BLANK) !== 0) end--;
      return reading.code(q + 1) === SLASH && hold(reading, p, end, true);
    }
    if ((classOf(code) & NEWLINE) !== 0) return closesBelow(reading, q) && hold(reading, p, q, true);
  }
  return false;
}

/** Behind a text on a line of its own stands the closing tag. */
function closesBelow(reading: Reading, at: number): boolean {
  let q = at;
  while (q < at + 80 && (classOf(reading.code(q)) & (BLANK | NEWLINE)) !== 0) q++;
  return reading.code(q) === LESS && reading.code(q + 1) === SLASH;
}

function bare(reading: Reading, p: number): boolean {
  const { join } = reading;
  const most = Math.min(reading.to, p + LONGEST_VALUE);
  let q = p;
  for (; q < most; q++) {
    const code = reading.code(q);
    if ((classOf(code) & STOP) !== 0 || code === SEMICOLON) break;
    if (code === BACKSLASH) {
      const next = reading.code(q + 1);
      if (next === 0x6e || next === 0x72 || next === DOUBLE_QUOTE) break; // \n \r \"
    } else if (join === "query") {
      if (code === AMP || code === HASH_SIGN || code === CLOSED_PAREN || code === CLOSED_BRACKET || code === COMMA) break;
    } else if ((code === AMP || code === COMMA) && join === "assign" && /^(?:&|&amp;|,)[\w.-]{1,40}=/.test(reading.cut(q, q + 48))) break;
  }
  if (q - p >= LONGEST_VALUE) return false;
  let end = q;
  while (end > p && isTrailing(reading, p, end)) end--;
  return hold(reading, p, end, false);
}

/** The last character of a bare value is punctuation around it: a comma, or a bracket that it did not open. */
function isTrailing(reading: Reading, start: number, end: number): boolean {
  const code = reading.code(end - 1);
  if (code === COMMA || code === DOT || code === BACKSLASH) return true;
  const opening = code === CLOSED_PAREN ? OPEN_PAREN : code === CLOSED_BRACKET ? OPEN_BRACKET : code === 0x7d ? OPEN_BRACE : 0;
  if (opening === 0) return false;
  for (let q = start; q < end - 1; q++) if (reading.code(q) === opening) return false;
  return true;
}

function hold(reading: Reading, start: number, end: number, isQuoted: boolean): boolean {
  reading.valueStart = start;
  reading.valueEnd = end;
  reading.quoted = isQuoted;
  return end - start >= SHORTEST_VALUE;
}
