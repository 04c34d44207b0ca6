// How long the matcher takes for a keyword, on the texts of a folder:
//
//   node packages/engine/src/generic/assigned-secret.bench.ts [FOLDER]
//
// Keywords come from the kernel, as in a scan. The first round is cold: a scan of one repository is nothing else.
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { Detector } from "@stanch/model";
import { compile } from "../compile.ts";
import { Kernel, MARGIN } from "../hot/kernel.ts";
import { findAssigned } from "./assigned-secret.ts";

const ROUNDS = 5;
const MOST_BYTES = 200_000_000;

type Spans = [start: number, end: number][];

/** The commonest of the detector's keywords: the package of detectors is no part of the engine's. */
const detector: Detector = {
  id: "bench",
  title: "",
  provider: "generic",
  category: "generic",
  severity: "low",
  opens: "",
  keywords: ["pass", "pwd", "secret", "token", "cred", "key", "auth", "jwt", "seed"],
  matcher: "assigned-secret",
  pattern: /\S/,
  examples: [],
  counterExamples: [],
  references: [],
};
const set = compile([detector]);
const kernel = new Kernel(set);
const texts: { bytes: Buffer; spans: Spans }[] = [];
let sizeBytes = 0;
let keywords = 0;
read(process.argv[2] ?? "node_modules");
process.stdout.write(`${texts.length} texts with keywords, ${(sizeBytes / 1e6).toFixed(0)} MB read, ${keywords} keywords\n`);
for (let round = 1; round <= ROUNDS; round++) {
  const before = process.cpuUsage();
  let found = 0;
  for (const { bytes, spans } of texts) {
    found += findAssigned({ length: bytes.length, bytes, bytesAt: 0, slice: (start, end) => bytes.latin1Slice(start, end) }, spans).length;
  }
  const ms = process.cpuUsage(before).user / 1000;
  process.stdout.write(`round ${round}: ${ms.toFixed(0)} ms of CPU, ${((ms * 1e6) / keywords).toFixed(0)} ns a keyword, ${found} found\n`);
}

function read(folder: string): void {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) read(path);
    else if (entry.isFile() && sizeBytes < MOST_BYTES) add(readFileSync(path));
  }
}

function add(bytes: Buffer): void {
  if (bytes.subarray(0, 4096).includes(0)) return;
  sizeBytes += bytes.length;
  const at = kernel.freeAt;
  kernel.reserve(at + bytes.length);
  kernel.bytes.set(bytes, at);
  kernel.bytes.fill(0, at + bytes.length, at + bytes.length + MARGIN);
  const spans: Spans = [];
  kernel.keywords(at, bytes.length, (keyword, offset) => spans.push([offset, offset + (set.keywords[keyword]?.text.length ?? 0)]));
  if (spans.length === 0) return;
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  keywords += spans.length;
  texts.push({ bytes, spans });
}
