import { type ClassItem, type Node, PatternError } from "./parse-pattern.ts";

/** An expression in JavaScript, without flags. */
export interface Printed {
  readonly source: string;
  /** Repetitions without an upper bound that were given one. */
  readonly bounded: number;
  /** Longest match in characters. */
  readonly longest: number;
}

export interface PrintOptions {
  /** Number of the group that becomes `(?<as>…)`; the others capture nothing. */
  readonly group?: number;
  readonly as?: string;
}

/** Upper bound given to a repetition without one: generous for tokens, small enough for a window. */
const BOUND = 256;
const LONGEST_SOURCE = 20_000;

/** Throws PatternError where the bounded expression does not fit into a window. */
export function printPattern(node: Node, options: PrintOptions = {}): Printed {
  let bounded = 0;
  const print = (one: Node): { source: string; longest: number } => {
    switch (one.kind) {
      case "text":
        return { source: one.folds ? foldedText(one.text) : quoted(one.text), longest: one.text.length };
      case "class":
        return { source: classSource(one.items, one.negated, one.folds), longest: 1 };
      case "assert":
        return { source: one.source, longest: 0 };
      case "group": {
        const body = print(one.body);
        if (one.look !== undefined) return { source: `(${one.look}${body.source})`, longest: 0 };
        const opens = one.capture !== undefined && one.capture === options.group ? `(?<${options.as ?? "secret"}>` : "(?:";
        return { source: `${opens}${body.source})`, longest: body.longest };
      }
      case "repeat": {
        const body = print(one.body);
        const most = one.most === Infinity ? Math.max(BOUND, one.least * 4) : one.most;
        if (one.most === Infinity) bounded++;
        const atom =
          one.body.kind === "repeat" || one.body.kind === "either" || one.body.kind === "sequence" ? `(?:${body.source})` : body.source;
        return { source: `${atom}${counted(one.least, most)}${one.lazy ? "?" : ""}`, longest: body.longest * most };
      }
      case "sequence": {
        const parts = one.parts.map(print);
        return { source: parts.map(({ source }) => source).join(""), longest: parts.reduce((sum, part) => sum + part.longest, 0) };
      }
      case "either": {
        const parts = one.options.map(print);
        return { source: parts.map(({ source }) => source).join("|"), longest: Math.max(...parts.map((part) => part.longest)) };
      }
    }
  };
  const { source, longest } = print(node);
  if (source.length > LONGEST_SOURCE) throw new PatternError("it is too long once written without flags");
  return { source, bounded, longest };
}

function counted(least: number, most: number): string {
  if (least === 0 && most === 1) return "?";
  if (least === most) return least === 1 ? "" : `{${least}}`;
  return `{${least},${most}}`;
}

const isLetter = (code: number): boolean => (code >= 65 && code <= 90) || (code >= 97 && code <= 122);

function foldedText(text: string): string {
  return text
    .split("")
    .map((char) => (isLetter(char.charCodeAt(0)) ? `[${char.toUpperCase()}${char.toLowerCase()}]` : quoted(char)))
    .join("");
}

const quoted = (text: string): string =>
  text
    .split("")
    .map((char) => (/[\\^$.*+?()[\]{}|/]/.test(char) ? `\\${char}` : shown(char.charCodeAt(0))))
    .join("");

/** A configuration holds printable ASCII only. */
function shown(code: number): string {
  return code >= 32 && code < 127 ? String.fromCharCode(code) : `\\x${code.toString(16).padStart(2, "0")}`;
}

const inClass = (code: number): string => (/[\\\]^-]/.test(String.fromCharCode(code)) ? `\\${String.fromCharCode(code)}` : shown(code));

function classSource(items: readonly ClassItem[], negated: boolean, folds: boolean): string {
  const text = items
    .flatMap((item) => (folds ? [item, ...otherCases(item)] : [item]))
    .map((item) => {
      if ("escape" in item) return item.escape;
      return item.from === item.to ? inClass(item.from) : `${inClass(item.from)}-${inClass(item.to)}`;
    });
  const whole = [...new Set(text)].join("");
  return !negated && /^\\[wWdDsS]$/.test(whole) ? whole : `[${negated ? "^" : ""}${whole}]`;
}

/** The letters of a range in their other case. */
function otherCases(item: ClassItem): ClassItem[] {
  if ("escape" in item) return [];
  const part = (low: number, high: number, shift: number): ClassItem[] => {
    const from = Math.max(low, item.from);
    const to = Math.min(high, item.to);
    return from > to ? [] : [{ from: from + shift, to: to + shift }];
  };
  return [...part(65, 90, 32), ...part(97, 122, -32)];
}

const SHORTEST_WORD = 3;
const MOST_WORDS = 100;

/**
 * Texts one of which stands in every match, at least three characters each, in lower case; undefined where there are none.
 * The set whose shortest text is longest.
 */
export function wordsOf(node: Node): readonly string[] | undefined {
  const found = requiredWords(node).filter((words) => words.length <= MOST_WORDS);
  return found.toSorted((a, b) => shortest(b) - shortest(a) || a.length - b.length)[0];
}

const shortest = (words: readonly string[]): number => Math.min(...words.map((word) => word.length));

/** All sets of which every match holds one text. */
function requiredWords(node: Node): (readonly string[])[] {
  switch (node.kind) {
    case "group":
      return node.look === undefined ? requiredWords(node.body) : [];
    case "repeat":
      return node.least === 0 ? [] : requiredWords(node.body);
    case "either": {
      const sets = node.options.map((option) => wordsOf(option));
      return sets.every((set) => set !== undefined) ? [[...new Set(sets.flat())]] : [];
    }
    case "sequence":
      return [...runsOf(node.parts).map((run) => [run]), ...node.parts.flatMap(requiredWords)];
    case "text":
    case "class":
    case "assert":
      return [];
  }
}

/** Literal texts that stand side by side. */
function runsOf(parts: readonly Node[]): string[] {
  const runs = [""];
  for (const part of parts) {
    const text = literalOf(part);
    if (text === undefined) runs.push("");
    else runs.push(`${runs.pop() ?? ""}${text}`);
  }
  return runs.filter((run) => run.length >= SHORTEST_WORD && /^[\x20-\x7e]+$/.test(run));
}

function literalOf(node: Node): string | undefined {
  if (node.kind === "text") return node.text.toLowerCase();
  if (node.kind === "assert") return "";
  if (node.kind === "group" && node.look === undefined) return literalOf(node.body);
  if (node.kind === "sequence") {
    const texts = node.parts.map(literalOf);
    return texts.every((text) => text !== undefined) ? texts.join("") : undefined;
  }
  return undefined;
}

/**
 * A text that the expression should match, with `<<shapes>>` for what a token is random in. `full`: takes what is
 * optional too. Looks are not asked: the text has to be tried.
 */
export function exampleOf(node: Node, full: boolean): string {
  switch (node.kind) {
    case "text":
      return node.text;
    case "class":
      return oneOf(node);
    case "assert":
      return "";
    case "group":
      return node.look === undefined ? exampleOf(node.body, full) : "";
    case "either":
      return exampleOf(node.options[full ? node.options.length - 1 : 0] ?? { kind: "sequence", parts: [] }, full);
    case "sequence":
      return node.parts.map((part) => exampleOf(part, full)).join("");
    case "repeat": {
      const count = Math.min(
        Math.max(node.least, full ? 1 : 0, full && node.most >= 16 && node.most < 200 ? Math.min(node.most, 32) : 0),
        999,
      );
      if (count === 0) return "";
      const shape = node.body.kind === "class" ? shapeOf(node.body) : undefined;
      return shape !== undefined && count >= 4 ? `<<${shape}{${count}}>>` : exampleOf(node.body, full).repeat(count);
    }
  }
}

const PLAIN = /[A-Za-z0-9]/;

/** Letters and digits of a class as the shape of a value, or undefined when it has fewer than four. */
function shapeOf(node: Node & { kind: "class" }): string | undefined {
  const members = membersOf(node).filter((char) => PLAIN.test(char));
  if (members.length < 4) return undefined;
  // Runs of neighbours become ranges, so that a shape stays short.
  let text = "";
  for (let i = 0; i < members.length; i++) {
    let end = i;
    while (end + 1 < members.length && (members[end + 1] ?? "").charCodeAt(0) === (members[end] ?? "").charCodeAt(0) + 1) end++;
    text += end - i >= 2 ? `${members[i]}-${members[end]}` : members.slice(i, end + 1).join("");
    i = end;
  }
  return `[${text}]`;
}

/** A space where it may be one: what a class of nearly everything stands for is mostly a gap, and words must end there. */
function oneOf(node: Node & { kind: "class" }): string {
  const members = membersOf(node);
  return members.find((char) => char === " ") ?? members.find((char) => PLAIN.test(char)) ?? members[0] ?? "";
}

/** Printable members, ascending. */
function membersOf({ items, negated, folds }: Node & { kind: "class" }): string[] {
  const member = new RegExp(classSource(items, negated, folds));
  const out: string[] = [];
  for (let code = 32; code < 127; code++) if (member.test(String.fromCharCode(code))) out.push(String.fromCharCode(code));
  return out.length > 0 ? out : ["\n"].filter((char) => member.test(char));
}

/**
 * The expression without what it may begin with before the group of the secret (`[\\w.-]{0,50}?` in front of a name): it
 * finds the same secrets, and does not try every place of a long word.
 */
export function withoutOptionalStart(node: Node): Node {
  // Without a group the whole match is the secret, its start included.
  return capturesOf(node).length === 0 ? node : trimmed(node, false);
}

/** `isBefore`: the secret's group stands behind this part. */
function trimmed(node: Node, isBefore: boolean): Node {
  if (node.kind === "either") return { ...node, options: node.options.map((option) => trimmed(option, isBefore)) };
  if (node.kind === "group" && node.capture === undefined && node.look === undefined)
    return { ...node, body: trimmed(node.body, isBefore) };
  if (node.kind !== "sequence" || !(isBefore || capturesOf(node).length > 0)) return node;
  const from = node.parts.findIndex((part) => part.kind !== "repeat" || part.least > 0 || capturesOf(part).length > 0);
  const [first, ...rest] = node.parts.slice(Math.max(0, from));
  if (first === undefined || from < 0) return node;
  const follows = isBefore || rest.some((part) => capturesOf(part).length > 0);
  return { kind: "sequence", parts: [trimmed(first, follows && capturesOf(first).length === 0), ...rest] };
}

/** Numbers of the groups that capture, in order, with their names. */
export function capturesOf(node: Node): readonly { readonly number: number; readonly name: string | undefined }[] {
  switch (node.kind) {
    case "group": {
      const own = node.capture === undefined ? [] : [{ number: node.capture, name: node.name }];
      return [...own, ...capturesOf(node.body)];
    }
    case "repeat":
      return capturesOf(node.body);
    case "sequence":
      return node.parts.flatMap(capturesOf);
    case "either":
      return node.options.flatMap(capturesOf);
    case "text":
    case "class":
    case "assert":
      return [];
  }
}
