// What each rule costs on the corpus: its pattern's time around its candidates, in this process and one thread.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { detectors } from "../../packages/detectors/src/index.gen.ts";
import { Kernel, MARGIN, compile, matchRule } from "../../packages/engine/src/index.ts";
import { corpus, filesOf } from "./corpus.mjs";

const WORST = 10;
/** The first pass warms the expressions' code up; of the others each rule's fastest counts. */
const PASSES = 3;

/** A table of the dearest rules and of the commonest keywords, Markdown, with the sums as `numbers`. */
export async function detectorCosts() {
  const { folder, files, bytes } = await corpus();
  const set = compile(detectors);
  const paths = filesOf(folder).map((path) => join(folder, path));
  let best;
  for (let pass = 0; pass < PASSES; pass++) {
    const now = onePass(set, paths);
    if (pass === 0) continue;
    best = best === undefined ? now : fastest(best, now);
  }
  const numbers = summary(set, best, { files, bytes });
  return { numbers, text: table(numbers) };
}

function onePass(set, paths) {
  const kernel = new Kernel(set);
  const cost = set.rules.map(() => ({ ms: 0, candidates: 0, matches: 0 }));
  const keywords = new Float64Array(set.keywords.length);
  const sums = { kernelMs: 0 };
  for (const path of paths) {
    const length = load(kernel, readFileSync(path));
    const spans = new Map();
    const started = performance.now();
    kernel.keywords(kernel.freeAt, length, (keyword, offset) => {
      keywords[keyword]++;
      const { rules, text } = set.keywords[keyword];
      for (const rule of rules) {
        if (!spans.has(rule)) spans.set(rule, []);
        spans.get(rule).push([offset, offset + text.length]);
      }
    });
    sums.kernelMs += performance.now() - started;
    const text = { length, slice: (from, to) => kernel.buffer.latin1Slice(kernel.freeAt + from, kernel.freeAt + to) };
    for (const [rule, found] of spans) judge(set.rules[rule], cost[rule], text, found);
  }
  return { cost, keywords, ...sums };
}

function load(kernel, bytes) {
  const at = kernel.freeAt;
  kernel.reserve(at + bytes.length);
  kernel.bytes.set(bytes, at);
  kernel.bytes.fill(0, at + bytes.length, at + bytes.length + MARGIN);
  return bytes.length;
}

function judge(rule, cost, text, spans) {
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const started = performance.now();
  const matches = matchRule(rule, text, spans);
  cost.ms += performance.now() - started;
  cost.candidates += spans.length;
  cost.matches += matches.length;
}

const fastest = (a, b) => ({
  ...a,
  kernelMs: Math.min(a.kernelMs, b.kernelMs),
  cost: a.cost.map((one, index) => ({ ...one, ms: Math.min(one.ms, b.cost[index].ms) })),
});

function summary(set, { cost, keywords, kernelMs }, corpusSize) {
  const rules = cost.map((one, index) => ({ rule: set.rules[index].id, ...one })).toSorted((a, b) => b.ms - a.ms);
  const words = Array.from(keywords, (count, index) => ({ text: set.keywords[index].text, count })).toSorted((a, b) => b.count - a.count);
  return { ...corpusSize, kernelMs, rulesMs: rules.reduce((sum, { ms }) => sum + ms, 0), rules, words };
}

function table({ files, bytes, kernelMs, rulesMs, rules, words }) {
  const candidates = rules.reduce((sum, one) => sum + one.candidates, 0);
  const lines = [
    `### ${rules.length} rules on ${files} files, ${Math.round(bytes / 1e6)} MB, one thread`,
    "",
    `Pass 1 (the kernel's sweep): ${kernelMs.toFixed(0)} ms, ${(bytes / kernelMs / 1e6).toFixed(2)} GB/s. Pass 2 (patterns): ${rulesMs.toFixed(0)} ms for ${candidates} candidates.`,
    "",
    "| rule | ms | candidates | µs a candidate | matches |",
    "| --- | --- | --- | --- | --- |",
  ];
  for (const { rule, ms, candidates: count, matches } of rules.slice(0, WORST))
    lines.push(`| ${rule} | ${ms.toFixed(1)} | ${count} | ${count === 0 ? "–" : ((ms * 1000) / count).toFixed(2)} | ${matches} |`);
  const common = words.slice(0, WORST).map(({ text, count }) => `\`${text}\` ${count}`);
  return [...lines, "", `Commonest keywords: ${common.join(", ")}.`].join("\n");
}
