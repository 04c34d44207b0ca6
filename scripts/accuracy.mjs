// Scans a folder with every detector and writes one JSON line a finding (path, line, endLine, confidence, detector, rule)
// to standard output. No secret is written. `--detector ID` limits it; `--min-confidence P` as well.
//
//   node scripts/accuracy.mjs FOLDER [--detector ID] [--min-confidence 0.5] [--context] > findings.jsonl
//
// `--context` adds the line with the secret masked, for reading by eye.
import { readFileSync, readdirSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { detectors } from "../packages/detectors/src/index.gen.ts";
import { Scanner, compile } from "../packages/engine/src/index.ts";
import { mask, rulesOf, ruleId } from "../packages/model/src/index.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    detector: { type: "string", multiple: true },
    "min-confidence": { type: "string", default: "0" },
    context: { type: "boolean", default: false },
  },
});
const root = resolve(positionals[0] ?? ".");
const chosen = values.detector === undefined ? detectors : detectors.filter(({ id }) => values.detector.includes(id));
const scanner = new Scanner(compile(chosen));
const least = Number(values["min-confidence"]);

for (const path of files(root)) {
  const bytes = readFileSync(path);
  for (const match of scanner.scan(bytes)) if (match.confidence >= least) tell(relative(root, path), bytes, match);
}

function* files(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== ".git") yield* files(path);
    else if (entry.isFile()) yield path;
  }
}

function tell(path, bytes, match) {
  const detector = chosen[match.detector];
  const rule = rulesOf(detector)[match.rule];
  const finding = {
    path,
    line: lineOf(bytes, match.start),
    endLine: lineOf(bytes, Math.max(match.start, match.end - 1)),
    confidence: match.confidence,
    detector: detector.id,
    rule: ruleId(detector, rule),
  };
  if (values.context) {
    const from = bytes.lastIndexOf(10, match.start) + 1;
    const to = bytes.indexOf(10, match.end);
    const before = bytes.toString("utf8", Math.max(from, match.start - 80), match.start);
    const after = bytes.toString("utf8", match.end, Math.min(to < 0 ? bytes.length : to, match.end + 40));
    Object.assign(finding, { context: `${before}«${mask(match.secret)}»${after}`, evidence: match.evidence, doubts: match.doubts });
  }
  process.stdout.write(`${JSON.stringify(finding)}\n`);
}

function lineOf(bytes, offset) {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}
