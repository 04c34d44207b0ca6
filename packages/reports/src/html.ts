import { createHash } from "node:crypto";
import type { Finding } from "@stanch/model";
import { bytes, count, summarySentence } from "./counts.ts";
import { SCRIPT, STYLE } from "./html-page.ts";
import { jsonText } from "./json-text.ts";
import { type Report, isNew, places } from "./report.ts";
import { leftOut, readSentence } from "./summary.ts";
import { visible } from "./visible.ts";

/**
 * One file that a browser opens without a network: the sum, bars that filter, a list of any length of which only what is seen is
 * drawn, each finding with its masked excerpts, and what was read and not. Text of the repository is data in it, never markup.
 */
export function* writeHtml(report: Report): Iterable<string> {
  const fresh = report.findings.filter(isNew);
  yield head(report, fresh);
  yield `<script type="application/json" id="findings">[`;
  let separator = "\n";
  for (const finding of fresh) {
    yield `${separator}${inScript({ ...finding, occurrences: places(finding) })}`;
    separator = ",\n";
  }
  yield `\n]</script>\n<script type="application/json" id="report">${inScript({ receipt: receiptRows(report) })}</script>\n<script>`;
  for (let at = 0; at < SCRIPT.length; at += CHUNK) yield SCRIPT.slice(at, at + CHUNK);
  yield "</script>\n</body>\n</html>\n";
}

/** What goes to the file at once, as of the other formats. */
const CHUNK = 4096;

/** JSON that ends no element and begins none. */
const inScript = (value: unknown): string => jsonText(value).replaceAll("<", "\\u003c");

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
const escaped = (text: string): string => visible(text).replace(/[&<>"']/g, (char) => ENTITIES[char] ?? "");

const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;

/** Nothing is loaded, sent or run but the style and the program above. */
const policy = (): string =>
  `default-src 'none'; style-src ${hash(STYLE)}; script-src ${hash(SCRIPT)}; base-uri 'none'; form-action 'none'`;

function head(report: Report, fresh: readonly Finding[]): string {
  const title = fresh.length === 0 ? "No secrets found" : summarySentence(fresh);
  const roots = report.receipt.roots.map(({ path }) => path).join(", ");
  const partial = report.partial ? '<p class="warn">The scan was cut short: what was not read may hold more secrets.</p>' : "";
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${escaped(policy())}">
<meta name="referrer" content="no-referrer">
<title>${escaped(`stanch: ${title}`)}</title>
<style>${STYLE}</style>
</head>
<body>
<header>
<h1>${escaped(title)}</h1>
<p class="soft">${escaped(`${roots}${roots === "" ? "" : ", "}${report.receipt.finishedAt.slice(0, 16).replace("T", " ")} UTC, ${report.tool.name} ${report.tool.version}. ${readSentence(report.receipt)}`)}</p>
${partial}
<div class="cards">
<section class="card"><h2>By severity</h2><div id="levels"></div></section>
<section class="card"><h2>By kind</h2><div id="kinds"></div></section>
<section class="card"><h2>By validity</h2><div id="validities"></div></section>
</div>
</header>
<main>
<div class="tools" role="search">
<input type="search" id="text" placeholder="Search kind, path, author, commit ( / )" aria-label="Search">
<select id="level" aria-label="Severity"><option value="">any severity</option></select>
<select id="validity" aria-label="Validity"><option value="">any validity</option></select>
<select id="kind" aria-label="Kind"><option value="">any kind</option></select>
<select id="order" aria-label="Order"><option value="harm">most harmful first</option><option value="path">by path</option><option value="kind">by kind</option><option value="places">most places first</option><option value="confidence">surest first</option></select>
<span class="soft" id="count" aria-live="polite"></span>
</div>
<p id="none" class="soft" hidden>Nothing fits these filters.</p>
<div class="list" id="list" aria-label="Findings"></div>
<section class="card"><h2>What was read, and what was not</h2><table><tbody id="receipt"></tbody></table></section>
<p class="soft">j and k walk, Enter opens, / searches. Secrets are masked in this file; it loads nothing and sends nothing.</p>
</main>
<dialog id="dialog" aria-label="Finding"><div id="detail"></div></dialog>
`;
}

function receiptRows({ receipt }: Report): readonly (readonly [string, string])[] {
  const { read, findings } = receipt;
  const numbers: readonly (readonly [string, number, string])[] = [
    ["files", read.files, ""],
    ["blobs", read.blobs, ""],
    ["commits", read.commits, ""],
    ["refs", read.refs, ""],
    ["known from the baseline", findings.baseline, "not listed here"],
    ["accepted", findings.suppressed, "not listed here"],
    ["below the threshold", findings.belowThreshold, "not listed here"],
  ];
  return [
    ["bytes", bytes(read.bytes)],
    ...numbers
      .filter(([, number]) => number > 0)
      .map(([name, number, more]) => [name, `${number.toLocaleString("en")}${more === "" ? "" : `, ${more}`}`] as const),
    ...leftOut(receipt).map(({ told, examples }) => ["left out", [told, ...examples.slice(0, 5)].join("; ")] as const),
    ["complete", receipt.complete ? "yes" : "no"],
    ["kinds looked for", count(receipt.tool.detectorCount, "kind", "kinds")],
  ];
}
