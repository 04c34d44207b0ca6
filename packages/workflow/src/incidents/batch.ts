import type { Finding } from "@stanch/model";
import { severityRank } from "@stanch/model";
import { printable } from "../audit/entry.ts";
import { placeId } from "./place.ts";

type FoundOccurrence = Finding["occurrences"][number];

/** A place of a secret as it is stored. Times are ISO 8601. */
export interface FoundPlace {
  readonly id: string;
  readonly source: string;
  readonly repository: string;
  readonly path: string;
  readonly line: number;
  readonly column: number;
  readonly end_line: number;
  readonly end_column: number;
  readonly commit: string | null;
  readonly author: string | null;
  readonly email: string | null;
  readonly authored_at: string | null;
  readonly summary: string | null;
  readonly in_head: boolean | null;
  readonly image: string | null;
  readonly layer: string | null;
  readonly excerpt: string | null;
  readonly excerpt_line: number | null;
  readonly suppressed: FoundOccurrence["suppressed"] | null;
}

/** What a batch says of one secret. Two detectors that found it are one: the graver, then surer one speaks. */
export interface FoundSecret {
  readonly finding: Finding;
  readonly places: readonly FoundPlace[];
}

/** Joins a batch by fingerprint, sorted by it: everybody who writes several incidents locks them in that order. */
export function joined(findings: readonly Finding[], repository: string): readonly FoundSecret[] {
  const byFingerprint = Map.groupBy(findings, ({ fingerprint }) => fingerprint);
  return [...byFingerprint.values()]
    .map((same) => ({ finding: same.reduce(graver), places: placesOf(same, repository) }))
    .toSorted((a, b) => (a.finding.fingerprint < b.finding.fingerprint ? -1 : 1));
}

function graver(a: Finding, b: Finding): Finding {
  const difference = severityRank(b.severity) - severityRank(a.severity) || b.confidence - a.confidence;
  return difference > 0 ? b : a;
}

function placesOf(findings: readonly Finding[], repository: string): readonly FoundPlace[] {
  const seen = new Map<string, number>();
  const places = new Map<string, FoundPlace>();
  const spots = new Set<string>();
  for (const occurrence of findings.flatMap(({ occurrences }) => occurrences)) {
    const at = { ...provenanceOf(occurrence, repository), path: cut(occurrence.path, 4000) };
    const file = JSON.stringify(at);
    const spot = `${file}:${occurrence.line}:${occurrence.column}`;
    if (spots.has(spot)) continue; // two detectors, one place
    spots.add(spot);
    const ordinal = seen.get(file) ?? 0;
    seen.set(file, ordinal + 1);
    const id = placeId({ ...at, ordinal });
    places.set(id, { id, ...at, ...detailsOf(occurrence) });
  }
  return [...places.values()];
}

function provenanceOf(occurrence: FoundOccurrence, repository: string) {
  const { image, commit, layer } = occurrence;
  const source = image === undefined ? (commit === undefined ? "file" : "git") : "image";
  return {
    source,
    repository: cut(image ?? repository, 500),
    commit: orNull(commit, 64),
    image: orNull(image, 500),
    layer: orNull(layer, 100),
  };
}

function detailsOf(occurrence: FoundOccurrence) {
  return {
    line: occurrence.line,
    column: occurrence.column,
    end_line: occurrence.endLine,
    end_column: occurrence.endColumn,
    author: orNull(occurrence.author, 200),
    email: orNull(occurrence.email?.toLowerCase(), 320),
    authored_at: timeOrNull(occurrence.date),
    summary: orNull(occurrence.summary, 300),
    in_head: occurrence.inHead ?? null,
    excerpt: orNull(occurrence.excerpt, 4000),
    excerpt_line: occurrence.excerptLine ?? null,
    suppressed: occurrence.suppressed ?? null,
  };
}

/** Dates of commits are what their authors wrote: what no calendar has is no date. */
export function timeOrNull(text: string | undefined): string | null {
  if (text === undefined) return null;
  const time = new Date(text);
  return Number.isNaN(time.getTime()) || time.getUTCFullYear() < 1970 || time.getUTCFullYear() > 9998 ? null : time.toISOString();
}

export function cut(text: string, length: number): string {
  if (text.length <= length && text.isWellFormed() && !text.includes("\0")) return text; // nearly all are
  return printable(text).slice(0, length);
}

function orNull(text: string | undefined, length: number): string | null {
  return text === undefined ? null : cut(text, length);
}
