import type { Block, CheckItem } from "../page.ts";
import { clean } from "./clean.ts";

export interface TextLook {
  readonly color: boolean;
  /** Columns of the terminal. */
  readonly width: number;
}

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], yellow: [33, 39], blue: [34, 39], cyan: [36, 39], green: [32, 39] } as const;
type Style = keyof typeof CODES;
const SEVERITY: Readonly<Record<string, readonly Style[]>> = {
  critical: ["bold", "red"],
  high: ["red"],
  medium: ["yellow"],
  low: ["blue"],
};

/** The page for a terminal, block by block; each chunk ends with a line feed. */
export function* textPage(blocks: readonly Block[], { color, width }: TextLook): Iterable<string> {
  const paint = (text: string, ...styles: readonly Style[]): string =>
    color && text !== ""
      ? `${styles.map((style) => `\u001b[${CODES[style][0]}m`).join("")}${text}${styles.map((style) => `\u001b[${CODES[style][1]}m`).join("")}`
      : text;
  const room = Math.max(40, Math.min(width, 110));
  const lines = (text: string, first: string, rest = " ".repeat(first.length)): string =>
    wrap(clean(text).replaceAll("`", ""), room - first.length)
      .map((line, index) => `${index === 0 ? first : rest}${line}\n`)
      .join("");
  const step = ({ text, why, steps }: CheckItem): string =>
    `${lines(text, "  [ ] ")}${paint(lines(why, "      "), "dim")}${steps
      .map(({ say, command }) => `${lines(say, "      - ")}${command === undefined ? "" : `          ${paint(command, "cyan")}\n`}`)
      .join("")}`;
  for (const block of blocks)
    switch (block.kind) {
      case "title":
        yield `${paint(clean(block.text), "bold")}  ${paint(block.severity.toUpperCase(), ...(SEVERITY[block.severity] ?? []))}\n`;
        break;
      case "heading":
        yield `\n${paint(block.text.toUpperCase(), "bold", "green")}\n`;
        break;
      case "sub":
        yield `  ${paint(block.text, "bold")}\n`;
        break;
      case "text":
        yield lines(block.text, "  ");
        break;
      case "note":
        yield paint(lines(block.text, "  ! ", "    "), "yellow");
        break;
      case "list":
        for (const item of block.items) yield lines(item, "    - ");
        break;
      case "steps":
        for (const [index, item] of block.items.entries()) yield lines(item, `${String(index + 1).padStart(5)} `);
        break;
      case "checklist":
        for (const item of block.items) yield step(item);
        break;
      case "table":
        for (const [word = "", which = "", does = ""] of block.rows)
          yield `  ${paint(word.padEnd(8), ...(SEVERITY[word] ?? []))}  ${paint(which, "dim")}\n${lines(does, " ".repeat(12))}`;
        break;
      case "links":
        for (const item of block.items) yield `    ${clean(item)}\n`;
        break;
    }
}

/** A word longer than a line stays whole: half an address is of no use. */
function wrap(text: string, width: number): readonly string[] {
  const out: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      out.push(line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...out, line];
}
