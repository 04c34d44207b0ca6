import { readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { genericAssignedSecret } from "../../packages/detectors/src/generic-assigned-secret.ts";
import { type Candidate, findAssigned } from "../../packages/engine/src/generic/assigned-secret.ts";
import { type Fact, facts } from "../../packages/engine/src/generic/facts.ts";
import { FEATURES, features } from "../../packages/engine/src/generic/features.ts";
import { type Label, kindOf } from "./places.ts";

/** A value that the matcher read beside a telling name, with its features and what the labels say of it. */
export interface Row {
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  readonly values: Float32Array;
  readonly facts: readonly Fact[];
  readonly bits: number;
  /** 1 secret, 0 none. */
  label: 0 | 1;
  weight: number;
  readonly origin: "labelled" | "unlabelled" | "clean" | "made";
}

const KEYWORDS = genericAssignedSecret.keywords ?? [];
const MOST_BYTES = 4_000_000;

/** Every candidate of a text, whatever the model thinks of it. */
export function candidatesOf(bytes: Buffer, take: (candidate: Candidate, start: number, end: number) => void): void {
  const folded = bytes.toString("latin1").replace(/[A-Z]+/g, (upper) => upper.toLowerCase());
  const spans: [number, number][] = [];
  for (const word of KEYWORDS) {
    for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) spans.push([at, at + word.length]);
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const text = { length: bytes.length, bytes, bytesAt: 0, slice: (from: number, to: number) => bytes.latin1Slice(from, to) };
  findAssigned(text, spans, (candidate) => {
    const { valueStart, valueEnd } = candidate.reading;
    take(candidate, valueStart, valueEnd);
    return undefined;
  });
}

export function* filesOf(folder: string): Generator<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && entry.name !== ".git") yield* filesOf(path);
    else if (entry.isFile()) yield path;
  }
}

/** Candidates of a labelled set: `folder` holds one folder a repository. */
export function labelledRows(folder: string, labels: readonly Label[]): Row[] {
  const byPath = new Map<string, Label[]>();
  for (const label of labels) {
    const known = byPath.get(label.path);
    if (known === undefined) byPath.set(label.path, [label]);
    else known.push(label);
  }
  const rows: Row[] = [];
  for (const file of filesOf(folder)) {
    const path = relative(folder, file).replaceAll("\\", "/");
    rowsOfFile(readText(file), path, byPath.get(path) ?? [], rows);
  }
  return rows;
}

/** Candidates of code that holds no secret: all are none. */
export function cleanRows(folder: string, weight: number): Row[] {
  const rows: Row[] = [];
  for (const file of filesOf(folder)) {
    const path = relative(folder, file).replaceAll("\\", "/");
    const before = rows.length;
    rowsOfFile(readText(file), path, [], rows);
    for (let i = before; i < rows.length; i++) Object.assign(rows[i] ?? {}, { origin: "clean", weight });
  }
  return rows;
}

function readText(file: string): Buffer {
  const bytes = readFileSync(file);
  return bytes.length > MOST_BYTES || bytes.subarray(0, 4096).includes(0) ? Buffer.alloc(0) : bytes;
}

function rowsOfFile(bytes: Buffer, path: string, labels: readonly Label[], rows: Row[]): void {
  const repository = path.split("/")[0] ?? "";
  let line = 1;
  let at = 0;
  candidatesOf(bytes, (candidate, start, end) => {
    if (start < at) [line, at] = [1, 0];
    for (let next = bytes.indexOf(10, at); next >= 0 && next < start; next = bytes.indexOf(10, at)) {
      line++;
      at = next + 1;
    }
    const truth = truthOf(labels, line, start - at, end - at);
    if (truth === undefined) return;
    const { shape } = candidate;
    rows.push({
      repository,
      path,
      line,
      values: Float32Array.from(features(candidate)),
      facts: facts(candidate),
      bits: shape.bits,
      label: truth === "true" ? 1 : 0,
      weight: truth === "unlabelled" ? 0.5 : 1,
      origin: truth === "unlabelled" ? "unlabelled" : "labelled",
    });
  });
}

/** What the labels on a line say of the bytes [from, to) of it; undefined where they say nothing clear. */
function truthOf(labels: readonly Label[], line: number, from: number, to: number): "true" | "false" | "unlabelled" | undefined {
  let isTrueElsewhere = false;
  let isFalse = false;
  for (const label of labels) {
    if (line < label.line || line > label.endLine) continue;
    const kind = kindOf(label);
    if (kind === "identifier") return undefined;
    if (kind === "false") {
      isFalse = true;
      continue;
    }
    const { valueStart, valueEnd } = label;
    // Columns are characters, ours are bytes: a line with others than ASCII may be off by some.
    if (label.line !== label.endLine || valueStart === null || (valueStart < to + 2 && (valueEnd ?? Infinity) > from - 2)) return "true";
    isTrueElsewhere = true;
  }
  if (isTrueElsewhere) return undefined;
  return isFalse ? "false" : "unlabelled";
}

export const WIDTH = FEATURES.length;
