import type { Block, CheckItem } from "../page.ts";
import { clean, spans } from "./clean.ts";

const STYLE = `
:root{color-scheme:light dark;--fg:#1d2430;--soft:#5b6575;--bg:#fff;--card:#f6f7f9;--line:#dfe3e8;--link:#0b57b7;--code:#eef1f5;--note:#fff6dd;--noteline:#d9a400;--critical:#b3261e;--high:#c4501b;--medium:#8a6100;--low:#2b5fa8}
@media (prefers-color-scheme:dark){:root{--fg:#e6e9ee;--soft:#a3adbb;--bg:#14181f;--card:#1c222b;--line:#303846;--link:#7db4ff;--code:#262d38;--note:#2d2818;--noteline:#c79a1c;--critical:#ff8a80;--high:#ffab7a;--medium:#f2cc60;--low:#8ab8ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--bg);color:var(--fg);font:16px/1.55 system-ui,-apple-system,"Segoe UI",sans-serif}
main{max-width:52rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2.25rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1rem;margin:1.25rem 0 .4rem}
p,ul,ol{margin:.4rem 0 .8rem}
li{margin:.25rem 0;overflow-wrap:anywhere}
.soft{color:var(--soft)}
.note{background:var(--note);border-left:4px solid var(--noteline);padding:.5rem .75rem;border-radius:4px}
.badge{font-size:.75rem;font-weight:700;text-transform:uppercase;letter-spacing:.04em;border:1px solid currentColor;border-radius:4px;padding:.1rem .4rem;vertical-align:middle;white-space:nowrap}
.critical{color:var(--critical)}.high{color:var(--high)}.medium{color:var(--medium)}.low{color:var(--low)}
code{background:var(--code);border-radius:4px;padding:.1rem .3rem;font:.875em ui-monospace,SFMono-Regular,Menlo,monospace;overflow-wrap:anywhere}
pre{background:var(--code);border-radius:6px;padding:.5rem .75rem;margin:.3rem 0 .5rem;white-space:pre-wrap;overflow-wrap:anywhere}
pre code{background:none;padding:0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid var(--line)}
th{font-size:.8rem;color:var(--soft)}
td:first-child,td:nth-child(2){white-space:nowrap}
.todo{list-style:none;padding:0}
.todo>li{background:var(--card);border:1px solid var(--line);border-radius:8px;padding:.75rem 1rem;margin:.6rem 0}
.todo label{font-weight:600;display:flex;gap:.6rem;align-items:baseline}
a{color:var(--link);overflow-wrap:anywhere}
@media (max-width:34rem){thead{display:none}tr,td{display:block}tr{padding:.5rem 0;border-bottom:1px solid var(--line)}td{border:0;padding:.1rem 0}}
@media print{h2{break-after:avoid}.todo>li{break-inside:avoid}}`;

/** One page that stands alone: no script, nothing loaded from elsewhere. */
export function* htmlPage(blocks: readonly Block[]): Iterable<string> {
  const title = blocks.find((block) => block.kind === "title")?.text ?? "stanch";
  yield `<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width, initial-scale=1">\n`;
  yield `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n`;
  yield `<title>${escaped(clean(title))}: a leaked secret</title>\n<style>${STYLE}\n</style>\n</head>\n<body>\n<main>\n`;
  for (const block of blocks) yield htmlBlock(block);
  yield "</main>\n</body>\n</html>\n";
}

function htmlBlock(block: Block): string {
  switch (block.kind) {
    case "title":
      return `<h1>${inline(block.text)} <span class="badge ${block.severity}">${block.severity}</span></h1>\n`;
    case "heading":
      return `<h2 id="${block.id}">${inline(block.text)}</h2>\n`;
    case "sub":
      return `<h3>${inline(block.text)}</h3>\n`;
    case "text":
      return `<p>${inline(block.text)}</p>\n`;
    case "note":
      return `<p class="note">${inline(block.text)}</p>\n`;
    case "list":
      return `<ul>\n${items(block.items)}</ul>\n`;
    case "steps":
      return `<ol>\n${items(block.items)}</ol>\n`;
    case "checklist":
      return `<ul class="todo">\n${block.items.map(checkItem).join("")}</ul>\n`;
    case "table":
      return `<table>\n<thead><tr>${block.head.map((cell) => `<th scope="col">${inline(cell)}</th>`).join("")}</tr></thead>\n<tbody>\n${block.rows.map(row).join("")}</tbody>\n</table>\n`;
    case "links":
      return `<ul>\n${block.items.map((item) => `<li><a href="${escaped(clean(item))}" rel="noreferrer">${escaped(clean(item))}</a></li>\n`).join("")}</ul>\n`;
  }
}

const items = (all: readonly string[]): string => all.map((item) => `<li>${inline(item)}</li>\n`).join("");

function row([severity = "", ...cells]: readonly string[]): string {
  return `<tr><td><span class="badge ${escaped(severity)}">${inline(severity)}</span></td>${cells.map((cell) => `<td>${inline(cell)}</td>`).join("")}</tr>\n`;
}

function checkItem({ text, why, steps }: CheckItem): string {
  const inner = steps
    .map(
      ({ say, command }) => `<li>${inline(say)}${command === undefined ? "" : `<pre><code>${escaped(clean(command))}</code></pre>`}</li>\n`,
    )
    .join("");
  return `<li><label><input type="checkbox"> <span>${inline(text)}</span></label>\n<p class="soft">${inline(why)}</p>\n<ul>\n${inner}</ul></li>\n`;
}

function inline(text: string): string {
  return spans(text)
    .map((span) => (span.isCode ? `<code>${escaped(span.text)}</code>` : escaped(span.text)))
    .join("");
}

const ENTITY: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => text.replace(/[&<>"']/g, (sign) => ENTITY[sign] ?? sign);
