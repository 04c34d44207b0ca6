// What each step of a scan and each rule costs on the corpus, in this process and one thread. docs/performance.md has the last one.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { detectors } from "../../packages/detectors/src/index.gen.ts";
import { Kernel, MARGIN, Scanner, compile, matchRule } from "../../packages/engine/src/index.ts";
import { corpus, filesOf } from "./corpus.mjs";

const WORST = 10;
/** The first pass warms the expressions' code up; of the others each rule's fastest counts. */
const PASSES = 3;

/** A table of the dearest rules and kinds and of the commonest keywords, Markdown, with the sums as `numbers`. */
export async function detectorCosts() {
  const { folder, files, bytes } = await corpus();
  const { contents, ms } = readAll(filesOf(folder).map((path) => join(folder, path)));
  const steps = [{ step: "files read", ms }, ...stepCosts(contents)];
  const set = compile(detectors);
  const paths = filesOf(folder).map((path) => join(folder, path));
  let best;
  for (let pass = 0; pass < PASSES; pass++) {
    const now = onePass(set, paths);
    if (pass === 0) continue;
    best = best === undefined ? now : fastest(best, now);
  }
  const numbers = { steps, ...summary(set, best, { files, bytes }) };
  return { numbers, text: table(numbers) };
}

function readAll(paths) {
  const started = process.cpuUsage();
  const contents = paths.map((path) => readFileSync(path));
  return { contents, ms: cpuMs(started) };
}

/**
 * Milliseconds of processor time of each step over contents that are in memory already: each step is run with all before
 * it, and the step before is taken off. Processor time, because a wall clock also counts what else the machine does.
 */
function stepCosts(contents) {
  const started = process.cpuUsage();
  const scanner = new Scanner(compile(detectors));
  const start = cpuMs(started);
  const { kernel } = scanner;
  const at = kernel.freeAt;
  const words = new Int32Array(4);
  const plain = new Scanner(scanner.set, kernel, { decode: false });
  const steps = [
    ["copy into the kernel's memory", () => {}],
    ["hash of the content", (length) => kernel.hash(at, length, words)],
    ["pass 1, the sweep", (length) => sweep(kernel, at, length)],
    ["pass 1, candidates handed over", (length) => kernel.keywords(at, length, () => {})],
    ["pass 2, candidates sorted and patterns run", (length) => plain.scanAt(at, length)],
    ["what is encoded: looked for, decoded, scanned", (length) => scanner.scanAt(at, length)],
  ];
  const sums = steps.map(([, step]) => Math.min(...[0, 1, 2].map(() => cpuOf(contents, kernel, step))));
  // The hash is no part of the steps behind it: they are taken off the copy alone.
  const offs = [0, sums[0], sums[0], sums[2], sums[3], sums[4]];
  return [
    { step: "start: detectors compiled, tables made", ms: start },
    ...steps.map(([step], index) => ({ step, ms: sums[index] - offs[index] })),
  ];
}

function sweep({ fn }, at, length) {
  for (let from = 0; from < length; from = fn.resumeAt.value) fn.scan(at, length, from);
}

function cpuOf(contents, kernel, step) {
  const started = process.cpuUsage();
  for (const content of contents) step(load(kernel, content));
  return cpuMs(started);
}

function cpuMs(started) {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1000;
}

function onePass(set, paths) {
  const kernel = new Kernel(set);
  const cost = set.rules.map(() => ({ ms: 0, candidates: 0, matches: 0 }));
  const keywords = new Float64Array(set.keywords.length);
  for (const path of paths) {
    const length = load(kernel, readFileSync(path));
    const spans = new Map();
    kernel.keywords(kernel.freeAt, length, (keyword, offset) => {
      keywords[keyword]++;
      const { rules, text } = set.keywords[keyword];
      for (const rule of rules) {
        if (!spans.has(rule)) spans.set(rule, []);
        spans.get(rule).push([offset, offset + text.length]);
      }
    });
    const text = {
      length,
      bytes: kernel.buffer,
      bytesAt: kernel.freeAt,
      slice: (from, to) => kernel.buffer.latin1Slice(kernel.freeAt + from, kernel.freeAt + to),
    };
    for (const [rule, found] of spans) judge(set.rules[rule], cost[rule], text, found);
  }
  return { cost, keywords };
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
  cost: a.cost.map((one, index) => ({ ...one, ms: Math.min(one.ms, b.cost[index].ms) })),
});

function summary(set, { cost, keywords }, corpusSize) {
  const rules = cost.map((one, index) => ({ rule: set.rules[index].id, ...one })).toSorted((a, b) => b.ms - a.ms);
  const perDetector = Map.groupBy(cost.keys(), (index) => set.rules[index].detector.id);
  const sum = (indices, field) => indices.reduce((total, index) => total + cost[index][field], 0);
  const kinds = [...perDetector]
    .map(([detector, indices]) => ({
      detector,
      rules: indices.length,
      ms: sum(indices, "ms"),
      candidates: sum(indices, "candidates"),
      matches: sum(indices, "matches"),
    }))
    .toSorted((a, b) => b.ms - a.ms);
  const words = Array.from(keywords, (count, index) => ({ text: set.keywords[index].text, count })).toSorted((a, b) => b.count - a.count);
  return { ...corpusSize, kinds, rules, words };
}

function table({ files, bytes, steps, kinds, rules, words }) {
  const candidates = rules.reduce((sum, one) => sum + one.candidates, 0);
  const lines = [
    `### ${rules.length} rules on ${files} files, ${Math.round(bytes / 1e6)} MB, one thread`,
    "",
    "| step | ms of processor time | MB/s |",
    "| --- | --- | --- |",
    ...steps.map(({ step, ms }) => `| ${step} | ${ms.toFixed(0)} | ${step.startsWith("start") ? "" : (bytes / ms / 1000).toFixed(0)} |`),
    "",
    `The dearest rules, of ${candidates} candidates (wall clock: on a busy machine too high by a common factor):`,
    "",
    "| rule | ms | candidates | µs a candidate | matches |",
    "| --- | --- | --- | --- | --- |",
  ];
  for (const { rule, ms, candidates: count, matches } of rules.slice(0, WORST))
    lines.push(`| ${rule} | ${ms.toFixed(1)} | ${count} | ${count === 0 ? "–" : ((ms * 1000) / count).toFixed(2)} | ${matches} |`);
  const all = kinds.reduce((total, { ms }) => total + ms, 0);
  lines.push(
    "",
    `The dearest of ${kinds.length} kinds, all their rules together; --json has every one:`,
    "",
    "| kind | rules | ms | share | candidates | matches |",
    "| --- | --- | --- | --- | --- | --- |",
    ...kinds
      .slice(0, WORST)
      .map(
        ({ detector, rules: count, ms, candidates: tried, matches }) =>
          `| ${detector} | ${count} | ${ms.toFixed(1)} | ${((100 * ms) / all).toFixed(1)} % | ${tried} | ${matches} |`,
      ),
  );
  const common = words.slice(0, WORST).map(({ text, count }) => `\`${text}\` ${count}`);
  return [...lines, "", `Commonest keywords: ${common.join(", ")}.`].join("\n");
}
