const BEGIN = '>>> stanch: written by "stanch hook install", taken out by "stanch hook uninstall"';
const END = "<<< stanch";
/** Said in the first line where the block made the file, so that taking it out leaves none. */
const NEW_FILE = " (made this file)";
/** Said where the text before had no line feed at its end. */
const NO_FEED = " (no line feed before)";

/** Lines of ours in a file that belongs to others, between two marks in comments of `#`. */
export interface Block {
  readonly lines: readonly string[];
  /** `top`: before all else, but after a line `#!`. */
  readonly where: "top" | "end";
}

/** Puts the block into a text, undefined for a file that is not there. One that is there already is replaced. */
export function withBlock(text: string | undefined, block: Block): string {
  const before = text === undefined ? undefined : withoutBlock(text);
  const marks = before === undefined ? NEW_FILE : "";
  const body = (extra: string): string => [`# ${BEGIN}${marks}${extra}`, ...block.lines, `# ${END}`].map((line) => `${line}\n`).join("");
  if (before === undefined || before === "") return body("");
  if (block.where === "end") return before.endsWith("\n") ? before + body("") : `${before}\n${body(NO_FEED)}`;
  const at = before.startsWith("#!") ? before.indexOf("\n") + 1 : 0;
  if (before.startsWith("#!") && at === 0) return `${before}\n${body(NO_FEED)}`;
  return before.slice(0, at) + body("") + before.slice(at);
}

/** The text without the block, to the byte as it was; undefined for a file that the block alone had made. */
export function withoutBlock(text: string): string | undefined {
  const start = text.startsWith(`# ${BEGIN}`) ? 0 : text.indexOf(`\n# ${BEGIN}`) + 1;
  if (start === 0 && !text.startsWith(`# ${BEGIN}`)) return text;
  const endLine = `\n# ${END}\n`;
  const end = text.indexOf(endLine, start);
  if (end < 0) return text; // somebody cut it: what is theirs and what ours cannot be told
  const head = text.slice(start, text.indexOf("\n", start));
  const rest = text.slice(0, head.endsWith(NO_FEED) ? start - 1 : start) + text.slice(end + endLine.length);
  return rest === "" && head.includes(NEW_FILE) ? undefined : rest;
}

/** Whether a text carries a block of ours. */
export function hasBlock(text: string): boolean {
  return text.startsWith(`# ${BEGIN}`) || text.includes(`\n# ${BEGIN}`);
}
