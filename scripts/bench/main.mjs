// `npm run bench`: stanch against its peers on the same bytes. docs/performance.md says how to read it.
import { readFileSync, writeFileSync } from "node:fs";
import { ensureBuilt, fail } from "../setup.mjs";
import { SetupError } from "../say.mjs";
import { HELP, readArguments } from "./arguments.mjs";
import { judge } from "./demands.mjs";
import { commit, machine } from "./machine.mjs";
import { setUpTools } from "./peers.mjs";
import { runWork } from "./rounds.mjs";
import { verdictTable, workTable } from "./table.mjs";
import { worksOf } from "./works.mjs";

const MARKS = ["<!-- measured -->", "<!-- end of measured -->"];

/** Prints and writes what was measured; `text` is Markdown, `data` plain. */
function report({ text, data, options }) {
  process.stdout.write(`${text}\n`);
  if (options.document !== undefined) replaceMeasured(options.document, text);
  if (options.json !== undefined) writeFileSync(options.json, `${JSON.stringify(data, undefined, 2)}\n`);
}

/** Puts the tables in the place of those that a document holds between its two marks. */
function replaceMeasured(file, text) {
  const before = readFileSync(file, "utf8");
  const [start, end] = MARKS.map((mark) => before.indexOf(mark));
  if (start < 0 || end < start) throw new SetupError(`${file} has no lines ${MARKS.join(" and ")} to write between`);
  writeFileSync(file, `${before.slice(0, start + MARKS[0].length)}\n\n${text}\n\n${before.slice(end)}`);
}

async function compare(options) {
  if (!options.programs.has("stanch")) await ensureBuilt();
  const tools = await setUpTools(options.programs);
  const chosen = tools.filter(({ name }) => name === "stanch" || options.peers === undefined || options.peers.includes(name));
  const works = await worksOf(options.kinds, chosen, options.repositories);
  if (works.length === 0) throw new SetupError("there is nothing to measure: --only history needs --repo PATH");
  const head = { machine: machine(), commit: commit(), date: new Date().toISOString().slice(0, 10), runs: options.runs };
  const left = chosen.filter(({ missing }) => missing !== undefined).map(({ name, missing }) => ({ name, missing }));
  const measured = [];
  for (const work of works) measured.push(await runWork(work, options.runs));
  const verdicts = judge(measured);
  const versions = chosen.filter(({ missing }) => missing === undefined).map(({ name, version }) => `${name} ${version}`);
  const lines = [
    `Measured ${head.date} at ${head.commit ?? "an unknown commit"} on ${head.machine}: ${versions.join(", ")}. Medians (minimum–maximum).`,
    ...left.map(({ name, missing }) => `Left out: ${name}: ${missing}.`),
    ...measured.map(workTable),
    verdictTable(verdicts),
  ];
  report({ text: lines.join("\n\n"), data: { ...head, versions, left, works: measured, verdicts }, options });
}

async function costs(options) {
  const { detectorCosts } = await import("./detectors.mjs");
  const { text, numbers } = await detectorCosts();
  report({ text, data: { machine: machine(), commit: commit(), ...numbers }, options });
}

// An exit handler ends the tool that runs at this moment; a signal alone would leave it behind.
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(2));

try {
  const options = readArguments(process.argv.slice(2));
  if (options.help) process.stdout.write(HELP);
  else if (options.impact) await import("./impact.mjs");
  else await (options.detectors ? costs(options) : compare(options));
} catch (error) {
  fail(error);
}
