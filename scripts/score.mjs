// Scores the program on labelled lines, as a user runs it:
//
//   npm run score -- --data DIR [--by-category] [--misses N] [--false N] [-- SCAN OPTION…]
//
// DIR holds files/ and labels.jsonl: a line a label with path, line, endLine, truth (T, F or X), category and bits. A place
// is a labelled range of lines; it is true when any of its labels is T, strong from 48 bits or when it has several lines,
// found when a finding touches it. Identifiers (UUIDs, nonces, salts, names of buckets) are left out. Two rows:
//
//   strong   default settings; weak values neither help nor hurt
//   all      --audit; weak ones count too
//
// Strict precision counts findings on no labelled place as false. Misses and false ones are told by path and line only.
import { spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { parseArgs } from "node:util";
import { root } from "./say.mjs";
import { figuresOf, markFound, placesOf, readLabels } from "./train/places.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: "string" },
    "by-category": { type: "boolean", default: false },
    misses: { type: "string", default: "0" },
    false: { type: "string", default: "0" },
  },
});
if (values.data === undefined) {
  process.stderr.write("score: --data names no folder. It must hold files/ and labels.jsonl.\n");
  process.exit(2);
}
const say = (text) => process.stdout.write(`${text}\n`);
const labels = readLabels(values.data);
let tables = "";
const figure = (share) => share.toFixed(3);

say("| row | true | found | false | not labelled | precision | recall | F1 | strict precision |");
say("| --- | --- | --- | --- | --- | --- | --- | --- | --- |");
for (const { row, name, options } of [
  { row: "strong", name: "strong, default settings", options: [] },
  { row: "all", name: "all, --audit", options: ["--audit"] },
]) {
  const places = placesOf(labels);
  const stray = markFound(places, await spotsOf([...options, ...positionals]));
  const flat = [...places.values()].flat();
  const it = figuresOf(flat, row, stray.size);
  say(
    `| ${name} | ${it.true} | ${it.tp} | ${it.fp} | ${it.unlabelled} | ${figure(it.precision)} | ${figure(it.recall)} | ${figure(it.f1)} | ${figure(it.strictPrecision)} |`,
  );
  if (row === "strong") details(flat);
}

async function spotsOf(options) {
  const folder = join(values.data, "files");
  const args = [
    join(root, "scripts/launch.mjs"),
    "scan",
    folder,
    "--history",
    "none",
    "--format",
    "jsonl",
    "--fail-on",
    "never",
    ...options,
  ];
  const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
  const ended = new Promise((resolve, reject) => child.on("error", reject).on("close", resolve));
  const spots = [];
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.trim() === "") continue;
    const { confidence, occurrences } = JSON.parse(line);
    for (const { path, line: first, endLine } of occurrences ?? [])
      spots.push({ path: path.replace(/^(?:\.\/)?(?:files\/)?/, ""), line: first, endLine: endLine ?? first, confidence });
  }
  const code = await ended;
  if (code !== 0) throw new Error(`the scan ended with ${code}`);
  return spots;
}

function details(places) {
  if (values["by-category"]) {
    const counts = new Map();
    for (const { category, kind, found } of places) {
      const count = counts.get(category) ?? { strong: [0, 0], weak: [0, 0], false: [0, 0], identifier: [0, 0] };
      count[kind][found ? 0 : 1]++;
      counts.set(category, count);
    }
    const worth = ({ strong, weak, false: wrong }) => strong[0] + strong[1] + weak[0] + weak[1] + wrong[0];
    tables +=
      "\n| category | strong found | strong missed | weak found | weak missed | false found |\n| --- | --- | --- | --- | --- | --- |\n";
    for (const [category, count] of [...counts].sort((a, b) => worth(b[1]) - worth(a[1])))
      if (worth(count) > 0) tables += `| ${category} | ${count.strong.join(" | ")} | ${count.weak.join(" | ")} | ${count.false[0]} |\n`;
  }
  const list = (word, most, wanted) => {
    for (const { category, path, line } of places.filter(wanted).slice(0, most)) tables += `${word}\t${category}\t${path}:${line}\n`;
  };
  list("missed", Number(values.misses), ({ kind, found }) => kind === "strong" && !found);
  list("false", Number(values.false), ({ kind, found }) => kind === "false" && found);
}
process.stdout.write(tables);
