import { type Detector, type Finding, type Occurrence, type Receipt, type Validity, severityRank } from "@stanch/model";

/** What the formats need of a detector. */
export type ReportDetector = Pick<Detector, "id" | "title" | "severity" | "opens" | "references"> & { readonly revoke?: string };

/** One scan's answer. Findings may come in any order: `writeReport` sorts them. */
export interface Report {
  readonly findings: readonly Finding[];
  readonly receipt: Receipt;
  /** The scan was cut short: what was not read may hold more. */
  readonly partial: boolean;
  readonly tool: { readonly name: string; readonly version: string };
  readonly detectors: readonly ReportDetector[];
}

export interface ReportOptions {
  /** Text only: ANSI colours. */
  readonly color: boolean;
  /** Text only: columns of the terminal. */
  readonly width: number;
  /** Every finding in full; the limits of text, SARIF and Markdown are lifted to what the reader's side can take. */
  readonly full: boolean;
  /** Text only: OSC 8 links on paths. They need a single root, or `linkRoot`. */
  readonly hyperlinks: boolean;
  /** Absolute folder that paths are relative to, for links of text and paths of `azure`. Default: the receipt's root if there is one only. */
  readonly linkRoot?: string;
  /** Text, `github`, `teamcity`: written before each path, so that it opens from the current folder (`../shop/`) or the workspace. */
  readonly pathPrefix?: string;
  /** SARIF only: tells several uploads for one commit apart. Default `stanch`. */
  readonly category?: string;
  /** SARIF only: the repository's public address. Default: the root's `file:` URL. */
  readonly repositoryUri?: string;
}

const VALIDITY_RANK: Readonly<Record<Validity, number>> = { valid: 0, unchecked: 1, unknown: 1, invalid: 2 };

/**
 * Most harmful first: validity, severity, what is expired last of its severity (its issuer refuses it by now, but it says
 * where others leak), confidence, then path and place; the id settles the rest. Gives a new list.
 */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (a, b) =>
      VALIDITY_RANK[a.validity] - VALIDITY_RANK[b.validity] ||
      severityRank(b.severity) - severityRank(a.severity) ||
      expiry(a) - expiry(b) ||
      b.confidence - a.confidence ||
      byPlace(primary(a), primary(b)) ||
      compare(a.id, b.id),
  );
}

/** The finding's places: not accepted ones first, then those still there, then by path and line. */
export function places(finding: Finding): readonly Occurrence[] {
  if (finding.occurrences.length < 2) return finding.occurrences;
  return finding.occurrences.toSorted((a, b) => accepted(a) - accepted(b) || past(a) - past(b) || byPlace(a, b));
}

/** The place that stands for the finding where a format has room for one. */
export function primary(finding: Finding): Occurrence {
  const [first] = places(finding);
  if (first === undefined) throw new TypeError(`finding ${finding.id} has no occurrence`);
  return first;
}

/** Accepted on purpose at every place: shown as such, fails nothing. */
export function isSuppressed(finding: Finding): boolean {
  return finding.occurrences.every((occurrence) => occurrence.suppressed !== undefined);
}

/** Neither suppressed nor known from the baseline: what the reader has to deal with. */
export function isNew(finding: Finding): boolean {
  return finding.baseline !== true && !isSuppressed(finding);
}

const expiry = (finding: Finding): number => (finding.expired === true ? 1 : 0);
const accepted = (occurrence: Occurrence): number => (occurrence.suppressed === undefined ? 0 : 1);
const past = (occurrence: Occurrence): number => (occurrence.inHead === false ? 1 : 0);

function byPlace(a: Occurrence, b: Occurrence): number {
  return compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(a.commit ?? "", b.commit ?? "");
}

/** By code unit, not by the reader's language: the order must be the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
