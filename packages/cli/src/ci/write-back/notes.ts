import { createHash } from "node:crypto";
import type { Finding, Occurrence } from "@stanch/model";
import { type Report, codeSpan, isNew, prose, sortFindings } from "@stanch/reports";
import type { Anchor, Lines } from "./lines.ts";

/** One place of a finding, as it is told on a host. */
export interface Note {
  readonly finding: Finding;
  readonly place: Occurrence;
  /** Where the place is in the commit that is looked at. */
  readonly line?: number;
  /** The same where a comment can stand. */
  readonly anchor?: Anchor;
  /** Tells a later run that this was told. Made of where it came in, not of the secret. */
  readonly mark: string;
}

/** More places than that are counted and not told one by one. */
const MOST_NOTES = 1000;
const MOST_BODY = 60_000;

export function notesOf(report: Report, lines: Lines): readonly Note[] {
  const notes = new Map<string, Note>();
  for (const finding of sortFindings(report.findings.filter(isNew)))
    for (const place of finding.occurrences) {
      if (place.suppressed !== undefined || notes.size >= MOST_NOTES) continue;
      const line = lines.now(place);
      const anchor = line === undefined ? undefined : lines.anchor(place.path, line);
      const mark = markOf(finding, place);
      // Several secrets of a kind in one line are one note.
      const key = line === undefined ? mark : [finding.detector, place.path, line].join("\0");
      if (!notes.has(key))
        notes.set(key, { finding, place, mark, ...(line === undefined ? {} : { line }), ...(anchor === undefined ? {} : { anchor }) });
    }
  return [...notes.values()];
}

function markOf({ detector }: Finding, { commit, path, line }: Occurrence): string {
  return createHash("sha256")
    .update([detector, commit ?? "", path, line].join("\0"))
    .digest("hex")
    .slice(0, 16);
}

const MARK = /<!-- stanch ([0-9a-f]{16}) ([\w.-]+) -->/g;

/** The marks that a text of ours holds, with the detectors' ids. */
export function marksIn(text: string): readonly { readonly mark: string; readonly detector: string }[] {
  return [...text.matchAll(MARK)].map(([, mark = "", detector = ""]) => ({ mark, detector }));
}

const hidden = ({ mark, finding }: Note): string => `<!-- stanch ${mark} ${finding.detector} -->`;

/** A comment's text. */
export function comment(note: Note): string {
  const { title, masked, severity, validity, explanation } = note.finding;
  const { evidence, facts = [], opens, next } = explanation;
  const state = validity === "unchecked" ? "" : `, ${validity}`;
  return [
    `**${prose(title)}** ${codeSpan(masked)} (${severity}${state})`,
    ...(evidence.length === 0 ? [] : [`Why it is believed: ${prose(evidence.join("; "))}.`]),
    ...(facts.length === 0 ? [] : [`It says: ${prose(facts.join("; "))}.`]),
    `Harm: ${prose(opens)}`,
    `Next: ${prose(next)}`,
    "It is in the history already: without the line it still counts as leaked until its issuer has replaced it.",
    hidden(note),
  ].join("\n\n");
}

/** One line of plain text. */
export function sentence({ finding, place }: Note): string {
  const commit = place.commit === undefined ? "" : ` of commit ${place.commit.slice(0, 12)}`;
  return `${finding.title} ${finding.masked} (${finding.severity})${commit}. Next: ${finding.explanation.next}`;
}

/** A text about places that no line stands for: what is gone from the newest commit is still in the history. */
export function overview(intro: string, notes: readonly Note[]): string {
  const lines: string[] = [];
  let length = intro.length;
  for (const note of notes) {
    const { finding, place } = note;
    const commit = place.commit === undefined ? "" : `, commit ${codeSpan(place.commit.slice(0, 12))}`;
    const gone = note.line === undefined ? ", no more in the newest commit as it was" : "";
    const line = `- ${prose(finding.title)} ${codeSpan(finding.masked)} (${finding.severity}): ${codeSpan(`${place.path}:${place.line}`)}${commit}${gone} ${hidden(note)}`;
    length += line.length + 1;
    if (length > MOST_BODY) {
      lines.push(`- and ${notes.length - lines.length} more: the job's log and reports have all.`);
      break;
    }
    lines.push(line);
  }
  return [intro, ...(lines.length === 0 ? [] : [lines.join("\n")])].join("\n\n");
}

/** Those that no text of ours holds yet, and no comment of ours that stands at the same line: after a rebase the commits have other ids. */
export function untold(
  notes: readonly Note[],
  ours: readonly { readonly body: string; readonly path?: string; readonly line?: number }[],
): readonly Note[] {
  const marks = new Set<string>();
  const places = new Set<string>();
  for (const { body, path, line } of ours)
    for (const { mark, detector } of marksIn(body)) {
      marks.add(mark);
      if (path !== undefined && line !== undefined) places.add([detector, path, line].join("\0"));
    }
  return notes.filter(
    ({ mark, finding, anchor }) =>
      !marks.has(mark) && (anchor === undefined || !places.has([finding.detector, anchor.path, anchor.line].join("\0"))),
  );
}
