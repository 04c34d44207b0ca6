import type { Finding, Severity } from "@stanch/model";
import { count } from "./counts.ts";
import { jsonWithItems } from "./json-text.ts";
import { type Report, isNew, isSuppressed, primary } from "./report.ts";
import { leftOut, readSentence } from "./summary.ts";
import { visible } from "./visible.ts";

// Bitbucket takes 1000 annotations a report, 100 a call; a summary has 450 characters, details 2000.
const MOST_ANNOTATIONS = 1000;
const MOST_SUMMARY = 450;
const MOST_DETAILS = 2000;

const SEVERITY: Readonly<Record<Severity, string>> = { critical: "CRITICAL", high: "HIGH", medium: "MEDIUM", low: "LOW" };

/**
 * Bitbucket's Code Insights: `report` is the body of the PUT of a commit's report, `annotations` those of the POSTs that follow,
 * to be cut into lists of 100. Nothing is sent.
 */
export function writeBitbucket(report: Report): Iterable<string> {
  const fresh = report.findings.filter(isNew);
  const accepted = report.findings.filter(isSuppressed).length;
  const left = fresh.length - MOST_ANNOTATIONS;
  const details = [
    ...(report.partial ? ["The scan was cut short: what was not read may hold more secrets."] : []),
    fresh.length === 0 ? "No new secrets found." : `${count(fresh.length, "new secret", "new secrets")} found.`,
    ...(left > 0 ? [`${left} more than Bitbucket takes are not listed.`] : []),
    readSentence(report.receipt),
    ...leftOut(report.receipt).map(({ told }) => `Left out: ${told}.`),
  ];
  const document = {
    report: {
      title: "stanch",
      details: cut(visible(details.join(" ")), MOST_DETAILS),
      report_type: "SECURITY",
      reporter: "stanch",
      result: fresh.length > 0 || report.partial ? "FAILED" : "PASSED",
      data: [
        { title: "New secrets", type: "NUMBER", value: fresh.length },
        { title: "Known or accepted", type: "NUMBER", value: report.findings.length - fresh.length },
        { title: "Accepted", type: "NUMBER", value: accepted },
      ],
    },
    annotations: [],
  };
  return jsonWithItems(document, "annotations", fresh.values().take(MOST_ANNOTATIONS).map(annotation));
}

function annotation(finding: Finding): object {
  const place = primary(finding);
  const { evidence, facts = [], opens, next } = finding.explanation;
  const commit = place.commit === undefined ? [] : [`Commit: ${place.commit}.`];
  const said = facts.length === 0 ? [] : [`It says: ${facts.join("; ")}.`];
  const why = evidence.length === 0 ? [] : [`Why: ${evidence.join("; ")}.`];
  return {
    external_id: `stanch-${finding.detector}-${finding.id}`,
    annotation_type: "VULNERABILITY",
    severity: SEVERITY[finding.severity],
    summary: cut(visible(`${finding.title} ${finding.masked}`), MOST_SUMMARY),
    details: cut(visible([...said, ...commit, ...why, `Harm: ${opens}`, `Next: ${next}`].join(" ")), MOST_DETAILS),
    path: place.path,
    line: place.line,
    result: "FAILED",
  };
}

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1).toWellFormed()}…`;
}
