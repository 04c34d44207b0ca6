/** Lines of ours in a file that belongs to others, between two marks in comments of `#`. */
export interface Block {
  /** One word: a file may hold blocks of several. */
  readonly id: string;
  readonly lines: readonly string[];
  /** `top`: before all else, but after a line `#!`. */
  readonly where: "top" | "end";
}

const BEGIN = /^# >>> stanch (\S+): /m;
/** Said in the first line where the block made the file, so that taking it out leaves none. */
const NEW_FILE = " (made this file)";
/** Said where the text before had no line feed at its end. */
const NO_FEED = " (no line feed before)";

const first = (id: string): string => `# >>> stanch ${id}: written by "stanch hook install", taken out by "stanch hook uninstall"`;
const last = (id: string): string => `# <<< stanch ${id}\n`;

interface Found {
  readonly id: string;
  readonly start: number;
  /** Behind the line feed of its last line. */
  readonly end: number;
  readonly head: string;
}

/** Puts the block into a text, undefined for a file that is not there. One of the same name is replaced where it stands. */
export function withBlock(text: string | undefined, block: Block): string {
  const body = (head: string): string => `${[head, ...block.lines].map((line) => `${line}\n`).join("")}${last(block.id)}`;
  if (text === undefined) return body(first(block.id) + NEW_FILE);
  const there = blocksOf(text).find(({ id }) => id === block.id);
  if (there !== undefined) return text.slice(0, there.start) + body(there.head) + text.slice(there.end);
  const at = block.where === "end" ? text.length : afterInterpreter(text);
  const isCut = at > 0 && text[at - 1] !== "\n";
  return text.slice(0, at) + (isCut ? `\n${body(first(block.id) + NO_FEED)}` : body(first(block.id))) + text.slice(at);
}

/** The text without blocks of ours, to the byte as it was; undefined for a file that they alone had made. */
export function withoutBlocks(text: string): string | undefined {
  let rest = text;
  let isMade = false;
  // From the end: what was put in last is the first to go.
  for (const { start, end, head } of blocksOf(text).toReversed()) {
    isMade ||= head.includes(NEW_FILE);
    const after = rest.slice(end);
    // A line feed of ours goes, but not when somebody wrote on behind it.
    rest = rest.slice(0, head.includes(NO_FEED) && after === "" ? start - 1 : start) + after;
  }
  return rest === "" && isMade ? undefined : rest;
}

/** Whether a text carries a block of ours, or the beginning of one whose end is gone. */
export function hasBlock(text: string): boolean {
  return BEGIN.test(text);
}

/** Whether a text carries the beginning of a block whose end is gone: what is theirs and what ours cannot be told. */
export function isCut(text: string): boolean {
  return (text.match(new RegExp(BEGIN, "gm")) ?? []).length !== blocksOf(text).length;
}

function blocksOf(text: string): Found[] {
  const found: Found[] = [];
  for (const { index, 1: id = "" } of text.matchAll(new RegExp(BEGIN, "gm"))) {
    const end = text.indexOf(`\n${last(id)}`, index);
    if (end < 0 || index < (found.at(-1)?.end ?? 0)) continue;
    found.push({ id, start: index, end: end + 1 + last(id).length, head: text.slice(index, text.indexOf("\n", index)) });
  }
  return found;
}

function afterInterpreter(text: string): number {
  if (!text.startsWith("#!")) return 0;
  const end = text.indexOf("\n") + 1;
  return end === 0 ? text.length : end;
}
