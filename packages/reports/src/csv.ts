import type { Finding, Occurrence } from "@stanch/model";
import { type Report, places } from "./report.ts";
import { visible } from "./visible.ts";

type Cell = string | number | boolean | undefined;

const COLUMNS: Readonly<Record<string, (finding: Finding, place: Occurrence) => Cell>> = {
  id: (finding) => finding.id,
  severity: (finding) => finding.severity,
  validity: (finding) => finding.validity,
  confidence: (finding) => finding.confidence,
  detector: (finding) => finding.detector,
  rule: (finding) => finding.rule,
  title: (finding) => finding.title,
  provider: (finding) => finding.provider,
  masked: (finding) => finding.masked,
  path: (_, place) => place.path,
  line: (_, place) => place.line,
  column: (_, place) => place.column,
  end_line: (_, place) => place.endLine,
  end_column: (_, place) => place.endColumn,
  commit: (_, place) => place.commit,
  author: (_, place) => place.author,
  email: (_, place) => place.email,
  date: (_, place) => place.date,
  in_head: (_, place) => place.inHead,
  layer: (_, place) => place.layer,
  suppressed: (_, place) => place.suppressed?.kind,
  reason: (_, place) => place.suppressed?.reason,
  baseline: (finding) => finding.baseline,
  next: (finding) => finding.explanation.next,
};

/** RFC 4180 with a header: one row an occurrence, CRLF, text always quoted. Safe to open in a spreadsheet. */
export function* writeCsv(report: Report): Iterable<string> {
  const names = Object.keys(COLUMNS);
  const cells = Object.values(COLUMNS);
  yield `${names.join(",")}\r\n`;
  for (const finding of report.findings) {
    for (const place of places(finding)) yield `${cells.map((cell) => csvCell(cell(finding, place))).join(",")}\r\n`;
  }
}

// A cell that begins with one of these is a formula to a spreadsheet (full-width forms too). Where the reader's locale
// separates by `;` or a tab, a text may begin inside of ours, so the sign is disarmed after each possible separator.
const FORMULA = /(^|[;,|])([\s"']*)(?=[=+\-@\uFF1D\uFF0B\uFF0D\uFF20])/g;

function csvCell(value: Cell): string {
  if (value === undefined) return "";
  if (typeof value !== "string") return String(value);
  return `"${visible(value).replace(FORMULA, "$1'$2").replaceAll('"', '""')}"`;
}
