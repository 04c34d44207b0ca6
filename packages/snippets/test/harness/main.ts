// `npm run snippets`: runs all programs, parses the rest, and writes evidence.json and docs/snippets.md. Ends with 1 on a fault.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { runAll } from "./all.ts";
import { deploymentFiles } from "./cells.ts";
import { faultOf, toolFor } from "./deployed.ts";
import { type Evidence, page } from "./evidence.ts";
import { hasGrammar, parserFor } from "./grammar.ts";

const evidenceFile = fileURLToPath(new URL("../evidence.json", import.meta.url));
const docs = join(fileURLToPath(new URL("../../../..", import.meta.url)), "docs/snippets.md");
const only = process.argv.slice(2);
const evidence: Record<string, Evidence> = {};
const faults: string[] = [];

function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

for (const { cell, how, why } of await runAll((language) => only.length === 0 || only.includes(language), say)) {
  const { id, digest, form, text } = cell;
  if (how === "run") evidence[id] = { digest, how };
  else if (how === "failed") faults.push(`${id}: ${why ?? ""}`);
  else if (hasGrammar(form) && (await parserFor(form))(text))
    evidence[id] = { digest, how: "parsed", ...(why === undefined ? {} : { why }) };
  else faults.push(`${id}: does not parse`);
}
for (const cell of deploymentFiles()) {
  const { id, digest, form } = cell;
  const tool = toolFor(form);
  const fault = tool === undefined ? undefined : faultOf(cell);
  if (fault !== undefined) faults.push(`${id}: ${fault}`);
  if (/\.ya?ml$/.test(cell.fileName)) for (const document of cell.text.split(/^---$/m)) parse(document);
  evidence[id] = { digest, how: tool !== undefined ? "checked" : /\.ya?ml$/.test(cell.fileName) ? "parsed" : "written" };
}
for (const fault of faults) say(fault);
// With names given, what was seen of the other languages stays.
const before = only.length === 0 ? {} : (JSON.parse(readFileSync(evidenceFile, "utf8")) as Record<string, Evidence>); // our own file
const sorted = Object.fromEntries(Object.entries({ ...before, ...evidence }).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(evidenceFile, `${JSON.stringify(sorted, undefined, 2)}\n`);
writeFileSync(docs, page(sorted));
say(`${faults.length} faults`);
process.exitCode = faults.length === 0 ? 0 : 1;
