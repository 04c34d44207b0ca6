const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\u33FF\u3400-\u4DBF\u4E00-\u9FFF\uA000-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;
const ZERO = /[\p{Mn}\p{Me}\uFE0F]/u;

/** Columns that a text takes; it holds no control characters. */
export function columns(text: string): number {
  // Most texts are ASCII, and reports of 10,000 findings measure a lot of them.
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const char of text) width += ZERO.test(char) ? 0 : WIDE.test(char) ? 2 : 1;
  return width;
}

/** Lines of at most `width` columns, broken at spaces. A longer word stays whole: half a path or command is of no use. */
export function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** At most `width` columns, the end cut and marked. */
export function clip(text: string, width: number): string {
  if (columns(text) <= width) return text;
  let out = "";
  let used = 1;
  for (const char of text) {
    used += columns(char);
    if (used > width) break;
    out += char;
  }
  return `${out}…`;
}

/** At most `width` columns around [from, to) (UTF-16 units), which stays in sight as far as it fits. */
export function clipAround(text: string, width: number, from: number, to: number): string {
  if (columns(text) <= width) return text;
  // A third of the room before the secret shows its name; the rest shows what follows.
  const start = to <= width - 1 ? 0 : Math.max(0, from - Math.floor(width / 3));
  return start === 0 ? clip(text, width) : `…${clip(text.slice(start).toWellFormed(), width - 1)}`;
}

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], blue: [34, 39], cyan: [36, 39] } as const;
export type Style = keyof typeof CODES;

/** Paints text in ANSI styles, or leaves it as it is. Styles do not count as columns: measure first. */
export type Paint = (text: string, ...styles: readonly Style[]) => string;

export function painter(color: boolean): Paint {
  if (!color) return (text) => text;
  return (text, ...styles) => {
    if (text === "") return "";
    const open = styles.map((style) => `\u001b[${CODES[style][0]}m`).join("");
    return `${open}${text}${styles.map((style) => `\u001b[${CODES[style][1]}m`).join("")}`;
  };
}

/** OSC 8: the text opens `url`. Whoever does not know the sequence shows the text alone. */
export function hyperlink(text: string, url: string): string {
  return `\u001b]8;;${url}\u001b\\${text}\u001b]8;;\u001b\\`;
}
