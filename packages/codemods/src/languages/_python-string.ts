import { type Node, namedChildren } from "../grammar.ts";
import type { Edit, Target } from "../types.ts";
import { valueNode } from "./_python-position.ts";
import type { Reader } from "./_python-reader.ts";
import type { PythonSource } from "./python.ts";

/** A string of Python with its parts. */
export interface Literal {
  readonly node: Node;
  /** In lower case: `rb`. */
  readonly prefix: string;
  /** As they open and close it: `"""`. */
  readonly quotes: string;
  readonly from: number;
  readonly to: number;
}

export function literalOf(node: Node, text: string): Literal {
  const [opening, prefix = "", quotes = ""] = /^([A-Za-z]*)("""|'''|"|')/.exec(text.slice(node.startIndex, node.startIndex + 8)) ?? [""];
  return {
    node,
    prefix: prefix.toLowerCase(),
    quotes,
    from: node.startIndex + opening.length,
    to: node.endIndex - quotes.length,
  };
}

/** Whether a file is of Python 2, or made for both: an f-string would break it. */
export function isOldPython(text: string, root: Node): boolean {
  return (
    /^#!.*python2|^[ \t]*except[ \t]+[\w.()]+[ \t]*,[ \t]*\w+[ \t]*:|^from\s+__future__\s+import\b.*\b(?:print_function|unicode_literals|absolute_import|division|with_statement)|^(?:import|from)\s+(?:urllib2|ConfigParser|StringIO|cPickle|Queue|httplib|urlparse|six|future|__builtin__)\b|\b(?:raw_input|xrange|unicode)\(|\.(?:has_key|iteritems|itervalues)\(/m.test(
      text,
    ) || root.descendantsOfType(["print_statement", "exec_statement"]).length > 0
  );
}

/** What is read, as the kind of string that the literal was. */
export function textOf(literal: Literal, { start, end, variable }: Target, reader: Reader, quote: string, source: PythonSource): string {
  const read = reader.read(variable, quote);
  if (literal.prefix.includes("b")) return `${read}.encode()`;
  // What the store holds is written as the literal was.
  const isEscaped = !literal.prefix.includes("r") && source.file.text.slice(start, end).includes("\\n");
  return isEscaped ? `${read}.replace(${quote}\\\\n${quote}, ${quote}\\n${quote})` : read;
}

/** Places where an operator of any kind needs no parentheses. */
export function isOpenPlace(node: Node): boolean {
  const parent = node.parent;
  if (parent?.type === "assignment") return parent.childForFieldName("right")?.id === node.id;
  if (parent?.type === "argument_list") return true;
  return ["keyword_argument", "return_statement", "list", "tuple", "parenthesized_expression", "pair", "default_parameter"].includes(
    parent?.type ?? "",
  );
}

/** `"…".format(…)`: the secret becomes one more of its arguments. Undefined where the literal is no such format. */
export function inFormat(literal: Literal, target: Target, reader: Reader): readonly Edit[] | string | undefined {
  const value = valueNode(literal.node);
  const attribute = value.parent;
  const call = attribute?.parent;
  if (attribute?.type === "binary_operator" && attribute.childForFieldName("operator")?.text === "%")
    return attribute.childForFieldName("left")?.id === value.id && target.value.includes("%")
      ? "the text is a format whose marks the secret holds too: the result would differ"
      : undefined;
  if (attribute?.type !== "attribute" || call?.type !== "call" || !/\.format(?:_map)?$/.test(attribute.text)) return undefined;
  if (/[{}]/.test(target.value)) return "the text is a format whose marks the secret holds too: the result would differ";
  const list = call.childForFieldName("arguments");
  if (list?.type !== "argument_list" || attribute.text.endsWith("_map") || literal.prefix !== "") return undefined;
  const name = target.variable.toLowerCase();
  if (new RegExp(`\\*\\*|\\b${name}\\s*=`).test(list.text) || attribute.text.includes(`{${name}`)) return undefined;
  const last = namedChildren(list).at(-1);
  const quote = literal.quotes.charAt(0);
  const argument = `${name}=${reader.read(target.variable, quote)}`;
  const at = last?.endIndex ?? list.startIndex + 1;
  const added: Edit = { start: at, end: at, text: last === undefined ? argument : `, ${argument}` };
  return last?.type === "comment" ? undefined : [{ start: target.start, end: target.end, text: `{${name}}` }, added];
}

/** Braces that would all have to be doubled: from here on the text is left as it is. */
const MANY_BRACES = 4;

/** A text that is full of braces keeps them: the secret's name stands in it, and is replaced. Undefined where that is not needed. */
export function inReplace(literal: Literal, target: Target, reader: Reader, source: PythonSource): readonly Edit[] | undefined {
  const { from, to, prefix, quotes, node } = literal;
  if (prefix.includes("f") || prefix.includes("b")) return undefined;
  const text = source.file.text.slice(from, to).replaceAll(/\\N\{[^}]*\}/g, "");
  const isCut = quotes.length === 3 && source.isOld;
  if (!isCut && (text.match(/[{}]/g)?.length ?? 0) < MANY_BRACES) return undefined;
  const mark = `<${target.variable}>`;
  if (valueNode(node).text.includes(mark) || /[<>]/.test(target.value)) return undefined;
  const quote = quotes.charAt(0);
  const end = valueNode(node).endIndex;
  return [
    { start: target.start, end: target.end, text: mark },
    { start: end, end, text: `.replace(${quote}${mark}${quote}, ${reader.read(target.variable, quote)})` },
  ];
}

/** The literal as an f-string; braces that were text stay text. */
export function inFString(literal: Literal, target: Target, reader: Reader, source: PythonSource): readonly Edit[] | string {
  const other = literal.quotes.startsWith('"') ? "'" : '"';
  const isFormat = valueNode(literal.node).parent?.childForFieldName("operator")?.text === "%";
  const read = reader.read(target.variable, other) + (isFormat ? `.replace(${other}%${other}, ${other}%%${other})` : "");
  const put: Edit = { start: target.start, end: target.end, text: `{${read}}` };
  if (literal.prefix.includes("f")) return [put];
  const { startIndex } = literal.node;
  const isUnicode = literal.prefix.includes("u");
  return [{ start: startIndex, end: startIndex + (isUnicode ? 1 : 0), text: "f" }, put, ...bracesOf(literal, source)];
}

/** Braces that were text stay text. `\N{…}` is an escape that f-strings know as well. */
function bracesOf({ from, to, prefix }: Literal, { file, targets }: PythonSource): Edit[] {
  const edits: Edit[] = [];
  const isCovered = (at: number): boolean => targets.some(({ start, end }) => at >= start && at < end);
  for (const found of file.text.slice(from, to).matchAll(/\\N\{[^}]*\}|[{}]/g)) {
    if (found[0].length > 1 && !prefix.includes("r")) continue;
    for (let index = 0; index < found[0].length; index++) {
      const at = from + found.index + index;
      const char = found[0].charAt(index);
      if ((char === "{" || char === "}") && !isCovered(at)) edits.push({ start: at, end: at + 1, text: char + char });
    }
  }
  return edits;
}

/** Pieces with `+` between, where an f-string cannot be: one edit for all secrets of the literal. */
export function inConcatenation(
  literal: Literal,
  readerFor: (target: Target) => Reader | string,
  source: PythonSource,
  isInDefault: boolean,
): readonly Edit[] | string {
  const { node, quotes, from, to } = literal;
  const { text } = source.file;
  if (literal.prefix.includes("f")) return "it is part of an f-string inside another: build the text above it";
  const opening = text.slice(node.startIndex, from);
  const parts: string[] = [];
  const piece = (start: number, end: number): boolean => {
    const part = text.slice(start, end);
    parts.push(opening + part + quotes);
    // What ends so would eat the quote.
    return !(quotes.length === 3 && part.endsWith(quotes.charAt(0))) && !(literal.prefix.includes("r") && part.endsWith("\\"));
  };
  let at = from;
  for (const inside of source.targets.filter(({ start, end }) => start >= from && end <= to).toSorted((a, b) => a.start - b.start)) {
    if (inside.start > at && !piece(at, inside.start)) return "what stands before it cannot end a string of that kind";
    const reader = readerFor(inside);
    if (typeof reader === "string") return reader;
    parts.push(textOf(literal, inside, reader, quotes.charAt(0), source));
    at = inside.end;
  }
  if (at < to && !piece(at, to)) return "what stands behind it cannot end a string of that kind";
  const value = valueNode(node);
  const siblings = value.id === node.id ? [] : namedChildren(value);
  const index = siblings.findIndex(({ id }) => id === node.id);
  // Strings that follow each other are joined before `+`; what is read is no string of theirs.
  const before = siblings[index - 1];
  const isAfterRead = before !== undefined && source.targets.some(({ end }) => end === literalOf(before, text).to);
  const lead = before !== undefined && !isAfterRead && isRead(parts[0], opening) ? "+ " : "";
  const tail = index >= 0 && index < siblings.length - 1 && isRead(parts.at(-1), opening) ? " +" : "";
  const isOpen = isOpenPlace(value) || value.parent?.type === "comparison_operator" || isInSum(value) || isInDefault;
  const wraps: Edit[] =
    isOpen || value.id === node.id
      ? []
      : [
          { start: value.startIndex, end: value.startIndex, text: "(" },
          { start: value.endIndex, end: value.endIndex, text: ")" },
        ];
  const sum = parts.join(" + ");
  const body = isOpen || value.id !== node.id || parts.length === 1 ? sum : `(${sum})`;
  return [...wraps, { start: node.startIndex, end: node.endIndex, text: lead + body + tail }];
}

function isRead(part: string | undefined, opening: string): boolean {
  return part !== undefined && !part.startsWith(opening);
}

function isInSum(value: Node): boolean {
  return value.parent?.type === "binary_operator" && value.parent.childForFieldName("operator")?.text === "+";
}
