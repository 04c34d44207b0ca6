import type { Block, CheckItem } from "../page.ts";
import { clean, spans } from "./clean.ts";

/** The page as GitHub's Markdown; no text of a repository becomes markup. */
export function* markdownPage(blocks: readonly Block[]): Iterable<string> {
  for (const block of blocks) yield* markdownBlock(block);
}

function* markdownBlock(block: Block): Iterable<string> {
  switch (block.kind) {
    case "title":
      yield `# ${inline(block.text)}\n\n`;
      break;
    case "heading":
      yield `## ${inline(block.text)}\n\n`;
      break;
    case "sub":
      yield `### ${inline(block.text)}\n\n`;
      break;
    case "text":
      yield `${inline(block.text)}\n\n`;
      break;
    case "note":
      yield `> ${inline(block.text)}\n\n`;
      break;
    case "list":
      yield `${block.items.map((item) => `- ${inline(item)}\n`).join("")}\n`;
      break;
    case "steps":
      yield `${block.items.map((item, index) => `${index + 1}. ${inline(item)}\n`).join("")}\n`;
      break;
    case "checklist":
      yield `${block.items.map(checkItem).join("")}\n`;
      break;
    case "table":
      yield `| ${block.head.join(" | ")} |\n|${" --- |".repeat(block.head.length)}\n`;
      for (const row of block.rows) yield `| ${row.map((cell) => inline(cell)).join(" | ")} |\n`;
      yield "\n";
      break;
    case "links":
      yield block.items.map((item) => `- <${clean(item).replace(/[<>\s]/g, encodeURIComponent)}>\n`).join("");
      break;
  }
}

function checkItem({ text, why, steps }: CheckItem): string {
  const inner = steps.map(({ say, command }) => `  - ${inline(say)}${command === undefined ? "" : `: ${code(command)}`}\n`).join("");
  return `- [ ] **${inline(text)}**: ${inline(why)}\n${inner}`;
}

function inline(text: string): string {
  return spans(text)
    .map((span) => (span.isCode ? code(span.text) : escaped(span.text)))
    .join("");
}

/** Signs that Markdown or HTML would obey. A leading sign of a list or heading is the caller's: text never stands at a line's start alone. */
const escaped = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>#|~&!]/g, (sign) => (sign === "<" ? "&lt;" : sign === ">" ? "&gt;" : sign === "&" ? "&amp;" : `\\${sign}`));

/** Longer fences than any run of backquotes inside; a bar would end a table's cell even in code. */
function code(text: string): string {
  const longest = Math.max(0, ...[...clean(text).matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${pad}${clean(text).replaceAll("|", "\\|")}${pad}${fence}`;
}
