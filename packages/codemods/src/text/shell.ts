import { type Node, TOO_DEEP, enclosing, nodeAt, parse } from "../grammar.ts";
import type { Edit, Target } from "../types.ts";
import { COMMENT } from "./place.ts";

/** A script that stands in another file's value: its own text, and where each of its letters stands in the file. */
export interface Script {
  readonly text: string;
  /** Offsets in the file, one for each letter and one for the end. */
  readonly offsets: readonly number[];
  /** Writes text of the script as the file has to hold it. */
  readonly escape: (text: string) => string;
}

/** A script that stands in the file as it is. */
export function plainScript(text: string, start: number, end: number): Script {
  return {
    text: text.slice(start, end),
    offsets: Array.from({ length: end - start + 1 }, (_, index) => start + index),
    escape: (each) => each,
  };
}

const ESCAPES: Readonly<Record<string, string>> = { n: "\n", t: "\t", '"': '"', "\\": "\\", "/": "/", r: "\r" };

/** A string of JSON, or of YAML in double quotes, without its quotes; undefined for escapes that are not simple. */
export function quotedScript(text: string, start: number, end: number): Script | undefined {
  const letters: string[] = [];
  const offsets: number[] = [];
  for (let at = start; at < end; at++) {
    offsets.push(at);
    const char = text.charAt(at);
    if (char !== "\\") letters.push(char);
    else {
      const meant = ESCAPES[text.charAt(++at)];
      if (meant === undefined) return undefined;
      letters.push(meant);
    }
  }
  return {
    text: letters.join(""),
    offsets: [...offsets, end],
    escape: (each) => each.replaceAll("\\", "\\\\").replaceAll('"', '\\"'),
  };
}

/** A block of YAML behind `|` or `>`: its indent is none of the script. `start` is where the first line begins. */
export function indentedScript(text: string, start: number, end: number, indent: number): Script {
  const letters: string[] = [];
  const offsets: number[] = [];
  for (let at = start; at < end;) {
    const stop = text.indexOf("\n", at) === -1 ? end : Math.min(text.indexOf("\n", at) + 1, end);
    const blanks = /^ */.exec(text.slice(at, stop))?.[0].length ?? 0;
    for (let each = at + Math.min(blanks, indent); each < stop; each++) {
      if (text[each] === "\r") continue;
      letters.push(text.charAt(each));
      offsets.push(each);
    }
    at = stop;
  }
  return { text: letters.join(""), offsets: [...offsets, end], escape: (each) => each };
}

/**
 * Lets a script of the shell read a variable where the secret stands, by the quotes around that place: the edit in the file's
 * own offsets, or a sentence why not. `read`: `${NAME:?}`, without quotes.
 */
export async function spliceShell(script: Script, target: Target, read: string): Promise<Edit | string> {
  const start = script.offsets.indexOf(target.start);
  const end = script.offsets.indexOf(target.end);
  if (start === -1 || end === -1) return "it is written with escapes that cannot be told apart";
  // What CI systems and templates fill in before the shell sees the text is a word to it.
  const text = script.text.replaceAll(/\$\{\{[\s\S]*?\}\}|\$\[\[[\s\S]*?\]\]|\{\{[\s\S]*?\}\}/g, (mark) => mark.replaceAll(/[^\n]/g, "x"));
  const tree = await parse("bash", text);
  if (tree === undefined) return "the script could not be parsed in time";
  try {
    if (tree.rootNode.hasError) return "the script around it is not plain shell";
    const inScript = editAt(nodeAt(tree.rootNode, start, end), text, start, end, read);
    if (typeof inScript === "string") return inScript;
    const [from, to] = [script.offsets[inScript.start], script.offsets[inScript.end]];
    return from === undefined || to === undefined ? COMMENT : { start: from, end: to, text: script.escape(inScript.text) };
  } finally {
    tree.delete();
  }
}

function editAt(node: Node | undefined, text: string, start: number, end: number, read: string): Edit | string {
  if (node === undefined) return TOO_DEEP;
  if (enclosing(node, ["comment"]) !== undefined) return COMMENT;
  const heredoc = enclosing(node, ["heredoc_body"]);
  if (heredoc !== undefined) return inHeredoc(heredoc, { start, end, text: read });
  if (enclosing(node, ["case_item"]) === undefined) {
    const raw = enclosing(node, ["raw_string"]);
    if (raw !== undefined) {
      if (raw.startIndex + 1 === start && raw.endIndex - 1 === end) return { start: raw.startIndex, end: raw.endIndex, text: `"${read}"` };
      return { start, end, text: `'"${read}"'` };
    }
  }
  const holder = enclosing(node, ["string", "ansi_c_string", "word", "number", "concatenation", "regex", "case_item", "variable_name"]);
  if (holder === undefined) return "it stands in a place of the script that takes no variable";
  if (holder.type === "string") return { start, end, text: read };
  if (holder.type !== "word" && holder.type !== "number" && holder.type !== "concatenation")
    return "it stands in a place of the script that takes no variable";
  const parent = holder.parent?.type;
  if (parent === "function_definition" || parent === "case_item" || parent === "command_name")
    return "it stands in a place of the script that takes no variable";
  return /\\/.test(text.slice(start, end)) ? "it is written with escapes that cannot be told apart" : { start, end, text: `"${read}"` };
}

/** A heredoc is filled when its mark is bare. */
function inHeredoc(body: Node, edit: Edit): Edit | string {
  let at: Node | null = body;
  while (at !== null && at.type !== "heredoc_redirect") at = at.parent;
  const mark = at?.children.find((child) => child?.type === "heredoc_start")?.text ?? body.previousSibling?.text ?? "'";
  return /^['"\\]/.test(mark) ? "it stands in a heredoc that the shell does not fill" : edit;
}
