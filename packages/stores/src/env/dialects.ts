/**
 * How a line `NAME=value` is written and read; each program that reads such files has rules of its own.
 * `dotenv`: the dotenv packages and `node --env-file`; `docker`: `docker run --env-file`; `systemd`: `EnvironmentFile=`;
 * `shell`: `set -a; . FILE`, any POSIX shell.
 */
export const DIALECTS = ["dotenv", "docker", "systemd", "shell"] as const;
export type Dialect = (typeof DIALECTS)[number];

export function isDialect(word: string): word is Dialect {
  return DIALECTS.some((dialect) => dialect === word);
}

/** The value as it stands after `NAME=`, or a sentence why this dialect cannot hold it. */
export function quote(value: string, dialect: Dialect): { readonly text: string } | { readonly why: string } {
  if (value.includes("\0")) return { why: "no environment variable can hold a NUL byte" };
  if (dialect === "docker") return quoteForDocker(value);
  if (PLAIN.test(value)) return { text: value };
  if (dialect === "shell") return { text: `'${value.replaceAll("'", "'\\''")}'` };
  return dialect === "systemd" ? quoteForSystemd(value) : quoteForDotenv(value);
}

/** Means the same to all four, without quotes. */
const PLAIN = /^[\w./:@%+,=-]*$/;

/** Docker takes the rest of the line as it is: quotes would become part of the value. */
function quoteForDocker(value: string): { readonly text: string } | { readonly why: string } {
  return /[\r\n]/.test(value) ? { why: "docker's --env-file has no way to write a line break" } : { text: value };
}

function quoteForSystemd(value: string): { readonly text: string } | { readonly why: string } {
  // systemd drops a variable with any other control character: basic/env-util.c, env_value_is_valid.
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (/[\x01-\x08\x0b-\x1f\x7f-\x9f]/.test(value)) return { why: "systemd drops a variable with control characters in it" };
  return { text: `"${value.replace(/["\\`$]/g, "\\$&")}"` };
}

/**
 * The packages agree on what is literal, not on escapes: dotenv for Node knows only \n and \r between double quotes, Python's
 * takes the backslash from \\ and \' between single ones, Ruby's and compose put variables in after a dollar sign. So the
 * first quotes are taken between which no reader would change anything.
 */
function quoteForDotenv(value: string): { readonly text: string } | { readonly why: string } {
  if (!/['\r]|\\\\|\\$/.test(value)) return { text: `'${value}'` };
  if (!/["$\\]/.test(value)) return { text: `"${value.replaceAll("\r", "\\r")}"` };
  // Only Node's packages know backquotes.
  if (!/[`\r]|\\$/.test(value)) return { text: `\`${value}\`` };
  return { why: "the dotenv readers do not agree on any way to write these quotes, backslashes or line ends together" };
}

/** One `NAME=value` of a file, as offsets into its text. */
export interface Entry {
  readonly name: string;
  /** Undefined when only a shell can tell it: it takes in another variable or a command. */
  readonly value: string | undefined;
  /** From the first character of its line to the one after its line end. */
  readonly lineStart: number;
  readonly lineEnd: number;
  readonly valueStart: number;
  readonly valueEnd: number;
}

/** The entries in order. `brokenLine`: 1-based line of a quote that is never closed; nothing behind it can be told. */
export function readEntries(text: string, dialect: Dialect): { readonly entries: readonly Entry[]; readonly brokenLine?: number } {
  const entries: Entry[] = [];
  let at = text.startsWith("\ufeff") ? 1 : 0;
  while (at < text.length) {
    const start = at;
    const head = HEAD[dialect];
    head.lastIndex = at;
    const found = head.exec(text);
    if (found === null) {
      at = nextLine(text, at);
      continue;
    }
    const valueStart = start + found[0].length;
    const word = READ[dialect](text, valueStart);
    if (word === undefined) return { entries, brokenLine: text.slice(0, start).split("\n").length };
    at = nextLine(text, word.end);
    entries.push({ name: found[1] ?? "", value: word.value, lineStart: start, lineEnd: at, valueStart, valueEnd: word.end });
  }
  return { entries };
}

const HEAD: Readonly<Record<Dialect, RegExp>> = {
  dotenv: /[ \t]*(?:export[ \t]+)?([A-Za-z_][\w.-]*)[ \t]*=[ \t]*/y,
  docker: /[ \t]*([A-Za-z_][\w.-]*)=/y,
  systemd: /[ \t]*([A-Za-z_]\w*)[ \t]*=[ \t]*/y,
  shell: /[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=/y,
};

type Word = { readonly value: string | undefined; readonly end: number } | undefined;
type ReadWord = (text: string, start: number) => Word;

const READ: Readonly<Record<Dialect, ReadWord>> = {
  dotenv: readDotenv,
  docker: (text, start) => {
    const end = lineEnd(text, start);
    return { value: text.slice(start, end), end };
  },
  systemd: (text, start) => readQuotedParts(text, start, "systemd"),
  shell: (text, start) => readQuotedParts(text, start, "shell"),
};

function lineEnd(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  if (feed < 0) return text.length;
  return feed > at && text[feed - 1] === "\r" ? feed - 1 : feed;
}

function nextLine(text: string, at: number): number {
  const feed = text.indexOf("\n", at);
  return feed < 0 ? text.length : feed + 1;
}

function readDotenv(text: string, start: number): Word {
  const mark = text[start];
  if (mark === "'" || mark === '"' || mark === "`") {
    const close = closingMark(text, start + 1, mark);
    // Without a second one the mark is a character like others.
    if (close >= 0) {
      const inside = text.slice(start + 1, close).replace(/\r\n?/g, "\n");
      return { value: mark === '"' ? inside.replaceAll("\\n", "\n").replaceAll("\\r", "\r") : inside, end: close + 1 };
    }
  }
  const end = lineEnd(text, start);
  const line = text.slice(start, end);
  const hash = line.indexOf("#");
  const value = (hash < 0 ? line : line.slice(0, hash)).trimEnd();
  return { value, end: start + value.length };
}

/** Behind it nothing but blanks and a comment stands; a mark after a backslash is passed over, as dotenv does. */
function closingMark(text: string, from: number, mark: string): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === "\\" && text[at + 1] === mark && !/^[ \t]*(?:#.*)?$/.test(text.slice(at + 2, lineEnd(text, at + 2)))) at++;
    else if (text[at] === mark) return at;
  }
  return -1;
}

/** A word of a shell: bare and quoted parts that touch make one value. systemd's are the same, but blanks do not end them. */
function readQuotedParts(text: string, start: number, dialect: "systemd" | "shell"): Word {
  let value = "";
  let isKnown = true;
  let at = start;
  /** systemd: blanks at the end of bare text are not part of the value. */
  let kept = 0;
  let end = start;
  while (at < text.length) {
    const char = text[at] ?? "";
    if (char === "\n" || (char === "\r" && text[at + 1] === "\n")) break;
    if (dialect === "shell" && /[ \t;&|]/.test(char)) break;
    if (char === "'" || char === '"') {
      const part = char === "'" ? singleQuoted(text, at + 1) : doubleQuoted(text, at + 1, dialect);
      if (part === undefined) return undefined;
      value += part.value;
      isKnown &&= part.isKnown;
      at = part.end;
      kept = value.length;
    } else if (char === "\\") {
      if (text[at + 1] !== "\n") value += text[at + 1] ?? "";
      at += 2;
      kept = value.length;
    } else {
      if (dialect === "shell" && (char === "$" || char === "`")) isKnown = false;
      value += char;
      at++;
      if (char !== " " && char !== "\t") kept = value.length;
      else continue;
    }
    end = at;
  }
  return { value: isKnown ? value.slice(0, kept) : undefined, end: Math.min(end, text.length) };
}

interface Part {
  readonly value: string;
  readonly isKnown: boolean;
  readonly end: number;
}

function singleQuoted(text: string, from: number): Part | undefined {
  const close = text.indexOf("'", from);
  return close < 0 ? undefined : { value: text.slice(from, close), isKnown: true, end: close + 1 };
}

function doubleQuoted(text: string, from: number, dialect: "systemd" | "shell"): Part | undefined {
  let value = "";
  let isKnown = true;
  for (let at = from; at < text.length; at++) {
    const char = text[at] ?? "";
    if (char === '"') return { value, isKnown, end: at + 1 };
    if (char === "\\") {
      const next = text[++at] ?? "";
      if (next === "\n") continue;
      value += /["\\`$]/.test(next) ? next : `\\${next}`;
    } else {
      if (dialect === "shell" && (char === "$" || char === "`")) isKnown = false;
      value += char;
    }
  }
  return undefined;
}
