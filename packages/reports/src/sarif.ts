import { createHash } from "node:crypto";
import { isAbsolute } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding, Occurrence, Receipt, Severity } from "@stanch/model";
import { count } from "./counts.ts";
import { jsonWithItems } from "./json-text.ts";
import { type Report, type ReportDetector, type ReportOptions, isSuppressed, places } from "./report.ts";
import { leftOut } from "./summary.ts";
import { visible, visibleLines } from "./visible.ts";

// GitHub reads 25,000 results a run and keeps the top 5000; of a result's 1000 places it shows 100. More is refused.
const MOST_RESULTS = 5000;
const MOST_RESULTS_FULL = 25_000;
const MOST_PLACES = 100;
const MOST_RULE_TEXT = 1024;

const LEVEL: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
};
/** GitHub's bands: over 9.0 critical, from 7.0 high, from 4.0 medium, below low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = { critical: "9.5", high: "8.0", medium: "5.5", low: "2.0" };

/**
 * SARIF 2.1.0 as GitHub's code scanning takes it: one run, one result a finding, `locations` most relevant first.
 * `primaryLocationLineHash` is made from the finding's id, not from its line: it holds when lines move.
 */
export function writeSarif(report: Report, options: ReportOptions): Iterable<string> {
  const most = options.full ? MOST_RESULTS_FULL : MOST_RESULTS;
  const kept = report.findings.slice(0, most);
  const rules = rulesFor(kept, report.detectors);
  const indices = new Map(rules.map((rule, index) => [rule.id, index]));
  const hasBaseline = report.findings.some((finding) => finding.baseline !== undefined);
  const provenance = versionControl(report.receipt, options);
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: report.tool.name, version: report.tool.version, rules } },
        automationDetails: { id: `${options.category ?? "stanch"}/${report.receipt.startedAt}` },
        ...(provenance.length > 0 ? { versionControlProvenance: provenance } : {}),
        originalUriBaseIds: { "%SRCROOT%": { description: { text: "The scanned folder" } } },
        invocations: [invocation(report, kept.length)],
        columnKind: "unicodeCodePoints",
        redactionTokens: ["…"],
        results: [],
      },
    ],
  };
  return jsonWithItems(
    log,
    "results",
    kept.values().map((finding) => result(finding, indices.get(finding.detector) ?? -1, hasBaseline)),
  );
}

interface SarifRule extends Readonly<Record<string, unknown>> {
  readonly id: string;
}

function rulesFor(findings: readonly Finding[], detectors: readonly ReportDetector[]): readonly SarifRule[] {
  const known = new Map(detectors.map((detector) => [detector.id, detector]));
  const used = new Map(findings.map((finding) => [finding.detector, finding]));
  return [...used].map(([id, finding]) => rule(known.get(id) ?? detectorOf(finding)));
}

function detectorOf(finding: Finding): ReportDetector {
  const { opens, references } = finding.explanation;
  return { id: finding.detector, title: finding.title, severity: finding.severity, opens, references };
}

function rule(detector: ReportDetector): SarifRule {
  const [helpUri] = detector.references.filter(isHttp);
  const revoke = detector.revoke === undefined ? "Replace it where it was issued" : `Replace and revoke it: ${detector.revoke}`;
  const help = `${detector.title}. ${detector.opens}\n\n${sentence(revoke)} Removing it from the code does not undo the leak.`;
  return {
    id: detector.id,
    name: detector.title,
    shortDescription: { text: ruleText(detector.title) },
    fullDescription: { text: ruleText(`${detector.title}. ${detector.opens}`) },
    help: { text: help },
    ...(helpUri === undefined ? {} : { helpUri }),
    defaultConfiguration: { level: LEVEL[detector.severity] },
    properties: { tags: ["security", "secret"], "security-severity": SECURITY_SEVERITY[detector.severity] },
  };
}

/** By RFC 3986: a custom detector's reference may be anything, and one bad URI has the whole file refused. */
const part = (signs: string): string => String.raw`(?:[\w.~!$&'()*+,;=:@/${signs}-]|%[0-9A-Fa-f]{2})*`;
const HTTP = new RegExp(String.raw`^https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/${part("")})?(?:\?${part("?")})?(?:#${part("?")})?$`);
const isHttp = (url: string): boolean => HTTP.test(url) && URL.canParse(url);

/** Ended by a full stop where it is not ended yet. */
const sentence = (text: string): string => (/[.!?]\s*$/.test(text) ? text : `${text}.`);

const ruleText = (text: string): string => (text.length <= MOST_RULE_TEXT ? text : `${text.slice(0, MOST_RULE_TEXT - 1).toWellFormed()}…`);

function result(finding: Finding, ruleIndex: number, hasBaseline: boolean): object {
  const all = places(finding);
  const { evidence, doubts, facts, next } = finding.explanation;
  const validity = finding.validity === "unchecked" ? "" : ` Its provider says: ${finding.validity}.`;
  return {
    ruleId: finding.detector,
    ruleIndex,
    level: LEVEL[finding.severity],
    rank: Math.round(finding.confidence * 1000) / 10,
    message: { text: messageText(`${finding.title} ${finding.masked} is in the repository.${validity} Next: ${sentence(next)}`) },
    locations: all.slice(0, MOST_PLACES).map(location),
    partialFingerprints: { primaryLocationLineHash: `${lineHash(finding)}:1`, "stanchFinding/v1": finding.id },
    ...(hasBaseline ? { baselineState: finding.baseline === true ? "unchanged" : "new" } : {}),
    ...(isSuppressed(finding) ? { suppressions: suppressions(all) } : {}),
    properties: {
      rule: finding.rule,
      severity: finding.severity,
      confidence: finding.confidence,
      validity: finding.validity,
      evidence,
      doubts,
      ...(facts === undefined ? {} : { facts }),
      ...(finding.expires === undefined ? {} : { expires: finding.expires, expired: finding.expired === true }),
      occurrenceCount: all.length,
    },
  };
}

/** 16 hex digits from what a finding is, and from nothing that an edit elsewhere in the file changes. */
function lineHash(finding: Finding): string {
  return createHash("sha256").update(`${finding.detector}\0${finding.id}`).digest("hex").slice(0, 16);
}

function location(place: Occurrence): object {
  const history = {
    commit: place.commit,
    author: place.author,
    email: place.email,
    date: place.date,
    inHead: place.inHead,
    layer: place.layer,
  };
  const known = Object.fromEntries(Object.entries(history).filter(([, value]) => value !== undefined));
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(place.path), uriBaseId: "%SRCROOT%" },
      region: { startLine: place.line, startColumn: place.column, endLine: place.endLine, endColumn: place.endColumn },
      ...context(place),
    },
    ...(Object.keys(known).length > 0 ? { properties: known } : {}),
  };
}

function context(place: Occurrence): object {
  if (place.excerpt === undefined) return {};
  const lines = visibleLines(place.excerpt);
  const startLine = place.excerptLine ?? place.line;
  return {
    contextRegion: { startLine, endLine: Math.max(place.endLine, startLine + lines.length - 1), snippet: { text: lines.join("\n") } },
  };
}

/** A relative URI reference: each segment percent-encoded, so that neither `#`, `?`, `%` nor a colon means anything. */
export function uriOf(path: string): string {
  const segments = path
    .toWellFormed()
    .split("/")
    .map((part) => encodeURIComponent(part).replace(/[!'()*]/g, percent));
  return segments.join("/");
}

const percent = (char: string): string => `%${char.charCodeAt(0).toString(16).toUpperCase()}`;

/** In SARIF messages braces and brackets are placeholders and links unless escaped (sections 3.11.5 and 3.11.6). */
function messageText(text: string): string {
  return visible(text)
    .replace(/[\\[\]]/g, String.raw`\$&`)
    .replace(/[{}]/g, "$&$&");
}

function suppressions(all: readonly Occurrence[]): readonly object[] {
  const told = new Map<string, object>();
  for (const { suppressed } of all) {
    if (suppressed === undefined) continue;
    const justification = [suppressed.reason, suppressed.until === undefined ? undefined : `until ${suppressed.until}`]
      .filter(Boolean)
      .join(", ");
    const kind = suppressed.kind === "inline" ? "inSource" : "external";
    told.set(`${kind}${justification}`, {
      kind,
      status: "accepted",
      ...(justification === "" ? {} : { justification: visible(justification) }),
    });
  }
  return [...told.values()];
}

function invocation(report: Report, kept: number): object {
  const { receipt } = report;
  const notes: { level: "note" | "warning" | "error"; message: { text: string } }[] = [];
  const tell = (level: "note" | "warning" | "error", text: string): void => {
    notes.push({ level, message: { text: messageText(text) } });
  };
  if (report.partial) tell("error", "The scan was cut short: what was not read may hold more secrets.");
  else if (!receipt.complete) tell("warning", "Some of the input could not be read.");
  const left = report.findings.length - kept;
  if (left > 0)
    tell(
      "warning",
      `${count(left, "finding", "findings")} beyond the ${kept} most harmful ones are left out, as code scanning keeps no more.`,
    );
  const cut = report.findings.slice(0, kept).filter((finding) => finding.occurrences.length > MOST_PLACES).length;
  if (cut > 0)
    tell("note", `${count(cut, "finding has", "findings have")} more than ${MOST_PLACES} places: the first ${MOST_PLACES} are listed.`);
  for (const { told } of leftOut(receipt)) tell("note", `Left out: ${told}.`);
  return {
    executionSuccessful: !report.partial,
    ...utc("startTimeUtc", receipt.startedAt),
    ...utc("endTimeUtc", receipt.finishedAt),
    ...(notes.length > 0 ? { toolExecutionNotifications: notes } : {}),
  };
}

const utc = (key: string, time: string): object => (Number.isNaN(Date.parse(time)) ? {} : { [key]: new Date(time).toISOString() });

function versionControl(receipt: Receipt, options: ReportOptions): readonly object[] {
  return receipt.roots.flatMap(({ path, repository }) => {
    const repositoryUri = options.repositoryUri ?? (isAbsolute(path) ? pathToFileURL(path).href : undefined);
    if (repository === undefined || repositoryUri === undefined) return [];
    const revision = repository.head === null ? {} : { revisionId: repository.head };
    return [{ repositoryUri, ...revision, mappedTo: { uriBaseId: "%SRCROOT%" } }];
  });
}
