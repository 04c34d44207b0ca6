import { createHash } from "node:crypto";
import type { Finding, Occurrence, Severity } from "@stanch/model";
import { jsonWithItems } from "./json-text.ts";
import { codeSpan, prose } from "./markdown-text.ts";
import { type Report, type ReportDetector, isSuppressed, places, primary } from "./report.ts";
import { leftOut } from "./summary.ts";
import { visible } from "./visible.ts";

/** Among the schemas that GitLab carries (15.0.0 to 15.0.4 and later ones); an unknown patch is checked against the newest known one, an unknown minor is refused. */
const SCHEMA_VERSION = "15.0.4";
const MOST_PLACES = 50;
const MOST_NAME = 255;
const MOST_SOLUTION = 7000;
/** What GitLab's own analyzer writes where no commit is known. */
const NO_COMMIT = "0000000";
const DOUBTFUL = 0.4;

const SEVERITY: Readonly<Record<Severity, string>> = { critical: "Critical", high: "High", medium: "Medium", low: "Low" };

/** GitLab's secret detection report: one vulnerability a finding. Accepted findings are left out, and counted in a message. */
export function writeGitlab(report: Report): Iterable<string> {
  const shown = report.findings.filter((finding) => !isSuppressed(finding));
  const head = report.receipt.roots.find(({ repository }) => typeof repository?.head === "string")?.repository?.head ?? NO_COMMIT;
  const detectors = new Map(report.detectors.map((detector) => [detector.id, detector]));
  const program = { id: report.tool.name, name: report.tool.name, version: report.tool.version, vendor: { name: "stanch" } };
  const messages = scanMessages(report, report.findings.length - shown.length);
  const document = {
    version: SCHEMA_VERSION,
    scan: {
      analyzer: program,
      scanner: program,
      type: "secret_detection",
      status: report.partial ? "failure" : "success",
      start_time: withoutZone(report.receipt.startedAt),
      end_time: withoutZone(report.receipt.finishedAt),
      ...(messages.length > 0 ? { messages } : {}),
    },
    vulnerabilities: [],
  };
  return jsonWithItems(
    document,
    "vulnerabilities",
    shown.values().map((finding) => vulnerability(finding, head, detectors.get(finding.detector))),
  );
}

function scanMessages(report: Report, suppressed: number): readonly object[] {
  const messages: object[] = [];
  if (report.partial) messages.push({ level: "warn", value: "The scan was cut short: what was not read may hold more secrets." });
  if (suppressed > 0) messages.push({ level: "info", value: `Accepted on purpose and left out: ${suppressed}` });
  for (const { told } of leftOut(report.receipt)) messages.push({ level: "info", value: `Left out: ${visible(told)}` });
  return messages;
}

/** `yyyy-mm-ddThh:mm:ss` in UTC: the schema refuses both a fraction and a `Z`. */
function withoutZone(time: string): string {
  const read = new Date(time);
  return (Number.isNaN(read.getTime()) ? new Date(0) : read).toISOString().slice(0, 19);
}

function vulnerability(finding: Finding, head: string, detector: ReportDetector | undefined): object {
  const [, ...others] = places(finding);
  const links = finding.explanation.references.filter((url) => /^https?:\/\/\S+$/.test(url)).map((url) => ({ url }));
  const { doubts } = finding.explanation;
  return {
    id: uuidOf(finding),
    name: visible(finding.title).slice(0, MOST_NAME).toWellFormed(),
    description: description(finding),
    severity: SEVERITY[finding.severity],
    solution: solution(finding, detector),
    identifiers: [{ type: "stanch_detector_id", name: `stanch detector ${finding.detector}`, value: finding.detector }],
    location: locationOf(primary(finding), head),
    ...(links.length > 0 ? { links } : {}),
    ...(others.length > 0 ? { details: otherPlaces(others) } : {}),
    ...(finding.confidence < DOUBTFUL && doubts.length > 0
      ? { flags: [{ type: "flagged-as-likely-false-positive", origin: "stanch", description: visible(doubts.join("; ")) || "in doubt" }] }
      : {}),
  };
}

/** GitLab reads descriptions as its Markdown. */
function description(finding: Finding): string {
  const { evidence, doubts, facts = [], opens } = finding.explanation;
  const validity = [finding.validity, finding.impact ?? finding.validityReason].filter(Boolean).join(": ");
  const why = [...evidence, ...doubts.map((doubt) => `but ${doubt}`)].join("; ");
  return [
    `${codeSpan(finding.masked)}: ${prose(opens)}`,
    ...(facts.length === 0 ? [] : [`It says: ${prose(facts.join("; "))}`]),
    `Why it is believed: ${prose(why)}`,
    `Validity: ${prose(validity)}`,
  ].join("\n\n");
}

function solution(finding: Finding, detector: ReportDetector | undefined): string {
  const revoke =
    detector?.revoke === undefined || finding.explanation.next.includes(detector.revoke) ? "" : `. Revoke it: ${detector.revoke}.`;
  return visible(`${finding.explanation.next}${revoke}`).slice(0, MOST_SOLUTION).toWellFormed();
}

function locationOf(place: Occurrence, head: string): object {
  const { author, date, summary } = place;
  const known = Object.entries({ author, date, message: summary }).filter(([, value]) => value !== undefined);
  return {
    file: place.path,
    start_line: place.line,
    end_line: place.endLine,
    commit: { sha: place.commit ?? head, ...Object.fromEntries(known.map(([key, value]) => [key, visible(value ?? "")])) },
  };
}

function otherPlaces(others: readonly Occurrence[]): object {
  const items = others.slice(0, MOST_PLACES).map((place) => ({
    type: "file-location",
    file_name: place.path,
    line_start: place.line,
    line_end: place.endLine,
  }));
  return { places: { name: `Other places (${others.length})`, type: "list", items } };
}

/** A UUID (version 8, own content) that is the same in every run, so that GitLab knows the finding again. */
function uuidOf(finding: Finding): string {
  const hex = createHash("sha256").update(`stanch\0${finding.detector}\0${finding.id}`).digest("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
