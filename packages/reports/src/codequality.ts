import type { Finding, Severity } from "@stanch/model";
import { jsonWithItems } from "./json-text.ts";
import { type Report, isNew, primary } from "./report.ts";
import { visible } from "./visible.ts";

const SEVERITY: Readonly<Record<Severity, string>> = { critical: "blocker", high: "critical", medium: "major", low: "minor" };

/** GitLab's code quality report, which every tier shows in merge requests: one entry a new finding, at its first place. */
export function writeCodequality(report: Report): Iterable<string> {
  const entries = report.findings.values().filter(isNew).map(entry);
  return unwrapped(jsonWithItems({ entries: [] }, "entries", report.partial ? [CUT_SHORT, ...entries] : entries));
}

/** The form is a bare list, which `jsonWithItems` makes only under a key: the first and the last chunk lose that. */
function* unwrapped(chunks: Iterable<string>): Iterable<string> {
  let isFirst = true;
  for (const chunk of chunks) {
    const opened = isFirst ? chunk.replace(/^\{\s*"entries": \[/, "[") : chunk;
    isFirst = false;
    yield opened.replace(/\]\s*\}\n$/, "]\n");
  }
}

const CUT_SHORT = {
  description: "The scan was cut short: what was not read may hold more secrets.",
  check_name: "stanch",
  fingerprint: "stanch-partial",
  severity: "major",
  location: { path: ".", lines: { begin: 1 } },
};

function entry(finding: Finding): object {
  const place = primary(finding);
  const { facts = [], next } = finding.explanation;
  const commit = place.commit === undefined ? "" : ` Commit ${place.commit.slice(0, 12)}.`;
  const said = facts.length === 0 ? "" : ` It says: ${facts.join("; ")}.`;
  return {
    description: visible(`${finding.title} ${finding.masked}.${said}${commit} Next: ${next}`),
    check_name: finding.detector,
    fingerprint: `${finding.detector}-${finding.id}`,
    severity: SEVERITY[finding.severity],
    location: { path: place.path, lines: { begin: place.line, end: place.endLine } },
  };
}
