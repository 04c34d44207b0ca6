import type { Finding } from "@stanch/model";
import { type Report, isNew, isSuppressed, places, primary } from "./report.ts";
import { visible } from "./visible.ts";

const LISTED = 20;

/**
 * One test case a finding: failed when new, skipped when accepted or known. A clean scan is one passed case, since a file
 * without cases fails a build. Jenkins' own reader and the strict schema of its xUnit plugin (`junit-10.xsd`) take it;
 * the schema knows no `file` or `line` of a case, so these stand in the text.
 */
export function* writeJunit(report: Report): Iterable<string> {
  const failures = report.findings.filter(isNew).length;
  const skipped = report.findings.length - failures;
  const errors = report.partial ? 1 : 0;
  const tests = report.findings.length + errors || 1;
  const seconds = (report.receipt.durationMs / 1000).toFixed(3);
  const counts = `tests="${tests}" failures="${failures}" errors="${errors}"`;
  yield '<?xml version="1.0" encoding="UTF-8"?>\n';
  yield `<testsuites name="stanch" ${counts} time="${seconds}">\n`;
  yield `  <testsuite name="stanch" ${counts} skipped="${skipped}" time="${seconds}" timestamp=${quoted(report.receipt.startedAt.replace(/(\.\d+)?Z$/, ""))}>\n`;
  if (tests === 1 && report.findings.length === 0 && errors === 0) yield '    <testcase classname="stanch" name="no secret found"/>\n';
  for (const finding of report.findings) yield testCase(finding);
  if (report.partial) {
    const told = "The scan was cut short: what was not read may hold more secrets. Run it again.";
    yield `    <testcase classname="stanch" name="scan is complete">\n      <error type="partial" message=${quoted(told)}/>\n    </testcase>\n`;
  }
  yield "  </testsuite>\n</testsuites>\n";
}

function testCase(finding: Finding): string {
  const place = primary(finding);
  // No line number in the name: Jenkins tells since when a case fails by its name, and lines move.
  const name = `${finding.title} ${finding.masked} in ${place.path} (${finding.id})`;
  const head = `    <testcase classname=${quoted(`stanch.${finding.detector.replaceAll(".", "-")}`)} name=${quoted(name)}`;
  if (!isNew(finding)) return `${head}>\n      <skipped message=${quoted(acceptedBecause(finding))}/>\n    </testcase>\n`;
  const message = `${finding.severity}: ${finding.title} ${finding.masked} at ${place.path}:${place.line}:${place.column}`;
  return `${head}>\n      <failure type=${quoted(finding.severity)} message=${quoted(message)}>${escapeXml(details(finding))}</failure>\n    </testcase>\n`;
}

function acceptedBecause(finding: Finding): string {
  if (!isSuppressed(finding)) return "known from the baseline";
  const accepted = primary(finding).suppressed;
  return [`accepted (${accepted?.kind ?? ""})`, accepted?.until && `until ${accepted.until}`, accepted?.reason].filter(Boolean).join(" ");
}

function details(finding: Finding): string {
  const all = places(finding);
  const lines = all.slice(0, LISTED).map((place) => {
    const commit = place.commit === undefined ? "" : `  ${[place.commit, place.author, place.date].filter(Boolean).join(" ")}`;
    return visible(`${place.path}:${place.line}:${place.column}${commit}`);
  });
  if (all.length > LISTED) lines.push(`and ${all.length - LISTED} more places`);
  const { evidence, doubts, facts = [], opens, next } = finding.explanation;
  const told: readonly (readonly [string, string])[] = [
    ["Says", facts.join("; ")],
    ["Why", evidence.join("; ")],
    ["Doubts", doubts.join("; ")],
    ["Harm", opens],
    ["Validity", [finding.validity, finding.impact ?? finding.validityReason].filter(Boolean).join(": ")],
    ["Next", next],
  ];
  return [...lines, ...told.filter(([, text]) => text !== "").map(([label, text]) => `${label}: ${visible(text)}`)].join("\n");
}

const ENTITIES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&apos;" };

/** For text that `visible` has seen: XML 1.0 has no way to write most control characters, not even as references. */
function escapeXml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => ENTITIES[char] ?? char);
}

const quoted = (text: string): string => `"${escapeXml(visible(text))}"`;
