import { readFileSync } from "node:fs";
import { join } from "node:path";

/** A row of labels.jsonl: a range of lines, columns of the value in its first line where they are known. */
export interface Label {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly truth: "T" | "F" | "X";
  readonly category: string;
  readonly valueStart: number | null;
  readonly valueEnd: number | null;
  /** Shannon entropy of the value times its length. */
  readonly bits: number | null;
}

export type PlaceKind = "false" | "identifier" | "weak" | "strong";

/** A labelled range of lines; the strongest of its labels decides what it is. */
export interface Place {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  kind: PlaceKind;
  category: string;
  found: boolean;
}

export interface Spot {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
  readonly confidence: number;
}

export interface Figures {
  readonly true: number;
  readonly tp: number;
  readonly fp: number;
  readonly fn: number;
  readonly unlabelled: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly strictPrecision: number;
}

/** What opens nothing by itself: finding it is no gain and no error. */
const IDENTIFIERS = new Set([
  "UUID",
  "Nonce",
  "Auth:Nonce",
  "Salt",
  "Auth:Salt",
  "AWS S3 Bucket",
  "Firebase Domain",
  "AWS Client ID",
  "Tencent WeChat API App ID",
]);
/** From here on a value is worth a report by default. */
export const STRONG_BITS = 48;
const RANK: Readonly<Record<PlaceKind, number>> = { false: 0, identifier: 1, weak: 2, strong: 3 };

export function readLabels(folder: string): Label[] {
  return readFileSync(join(folder, "labels.jsonl"), "utf8")
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map((line): Label => JSON.parse(line)); // made by the set's own script
}

export function kindOf(label: Label): PlaceKind {
  if (label.truth !== "T") return "false";
  if (IDENTIFIERS.has(label.category)) return "identifier";
  return label.line !== label.endLine || (label.bits ?? 0) >= STRONG_BITS ? "strong" : "weak";
}

/** Labelled places by path. A false one that shares a line with a true one is left out. */
export function placesOf(labels: readonly Label[]): Map<string, Place[]> {
  const files = new Map<string, Map<string, Place>>();
  for (const label of labels) {
    let places = files.get(label.path);
    if (places === undefined) files.set(label.path, (places = new Map()));
    const key = `${label.line}-${label.endLine}`;
    const kind = kindOf(label);
    const known = places.get(key);
    if (known === undefined) {
      const { path, line, endLine, category } = label;
      places.set(key, { path, line, endLine, kind, category, found: false });
    } else if (RANK[kind] > RANK[known.kind]) {
      known.kind = kind;
      known.category = label.category;
    }
  }
  const out = new Map<string, Place[]>();
  for (const [path, places] of files) {
    const all = [...places.values()];
    const sure = all.filter(({ kind }) => kind !== "false");
    out.set(
      path,
      all.filter((place) => place.kind !== "false" || !sure.some((one) => touches(one, place))),
    );
  }
  return out;
}

const touches = (a: { line: number; endLine: number }, b: { line: number; endLine: number }): boolean =>
  a.line <= b.endLine && b.line <= a.endLine;

/** Marks the places that findings touch; gives the findings on no place, one a line. */
export function markFound(places: ReadonlyMap<string, readonly Place[]>, spots: Iterable<Spot>): Map<string, Spot> {
  const stray = new Map<string, Spot>();
  for (const spot of spots) {
    let isStray = true;
    for (const place of places.get(spot.path) ?? []) {
      if (!touches(place, spot)) continue;
      place.found = true;
      isStray = false;
    }
    if (isStray) stray.set(`${spot.path}\0${spot.line}`, spot);
  }
  return stray;
}

/** Figures over places; `unlabelled` findings count against strict precision only. */
export function figuresOf(places: Iterable<Place>, row: "all" | "strong", unlabelled: number): Figures {
  let all = 0;
  let tp = 0;
  let fp = 0;
  for (const { kind, found } of places) {
    if (kind === "strong" || (kind === "weak" && row === "all")) {
      all++;
      if (found) tp++;
    } else if (kind === "false" && found) fp++;
  }
  const precision = ratio(tp, tp + fp);
  const recall = ratio(tp, all);
  const f1 = ratio(2 * precision * recall, precision + recall);
  return { true: all, tp, fp, fn: all - tp, unlabelled, precision, recall, f1, strictPrecision: ratio(tp, tp + fp + unlabelled) };
}

const ratio = (a: number, b: number): number => (b === 0 ? 0 : a / b);
