// Writes the words that code and documents are made of, most widespread first, for the dictionary of the scoring model:
//
//   npm run train:words -- [FOLDER] [--count 2500]
//
// The folder holds one package a subfolder (node_modules by default); a word counts once a package.
import { readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({ allowPositionals: true, options: { count: { type: "string", default: "2500" } } });
const root = positionals[0] ?? "node_modules";
const MOST_BYTES = 400_000;
const packages = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
  .flatMap((entry) =>
    entry.name.startsWith("@") ? readdirSync(join(root, entry.name)).map((name) => join(root, entry.name, name)) : [join(root, entry.name)],
  );

const spread = new Map();
for (const folder of packages) {
  const words = new Set();
  for (const file of files(folder)) for (const word of wordsOf(readFileSync(file, "latin1").slice(0, MOST_BYTES))) words.add(word);
  for (const word of words) spread.set(word, (spread.get(word) ?? 0) + 1);
}
const ranked = [...spread].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, Number(values.count));
const text = ranked
  .map(([word]) => word)
  .sort((a, b) => (a < b ? -1 : 1))
  .join(" ");
const path = "packages/engine/src/generic/word-list.ts";
const lines = text.match(/.{1,120}(?= |$)/g) ?? [];
writeFileSync(
  path,
  `/** Words that code and documents are made of; made by scripts/train/words.mjs from the packages of node_modules. */\nexport const WORDS =\n${lines
    .map((line) => `  ${JSON.stringify(line)}`)
    .join(" +\n")};\n`,
);
process.stdout.write(`${path}: ${ranked.length} words, the rarest in ${ranked.at(-1)?.[1]} of ${packages.length} packages\n`);

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== "node_modules") yield* files(path);
    else if (entry.isFile() && /\.(?:md|txt|[cm]?[jt]s|json)$/i.test(entry.name) && !/\.min\./.test(entry.name)) yield path;
  }
}

function* wordsOf(text) {
  for (const found of text.matchAll(/(?<![A-Za-z])(?:[A-Z][a-z]{3,11}|[a-z]{4,12})(?![a-z])/g)) yield found[0].toLowerCase();
}
