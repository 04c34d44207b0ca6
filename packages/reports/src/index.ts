import { writeBitbucket } from "./bitbucket.ts";
import { writeCodequality } from "./codequality.ts";
import { writeCsv } from "./csv.ts";
import { writeGitlab } from "./gitlab.ts";
import { writeHtml } from "./html.ts";
import { writeJson } from "./json.ts";
import { writeJsonl } from "./jsonl.ts";
import { writeJunit } from "./junit.ts";
import { writeAzure, writeGithub, writeTeamcity } from "./log-commands.ts";
import { writeMarkdown } from "./markdown.ts";
import { type Report, type ReportOptions, sortFindings } from "./report.ts";
import { writeSarif } from "./sarif.ts";
import { writeText } from "./text.ts";

export { codeSpan, prose } from "./markdown-text.ts";
export { type Report, type ReportDetector, type ReportOptions, isNew, sortFindings } from "./report.ts";
export { findingText } from "./text.ts";
export { visible } from "./visible.ts";
export { writeReportFile } from "./write-file.ts";

const WRITERS = {
  text: writeText,
  json: writeJson,
  jsonl: writeJsonl,
  sarif: writeSarif,
  gitlab: writeGitlab,
  junit: writeJunit,
  csv: writeCsv,
  markdown: writeMarkdown,
  html: writeHtml,
  codequality: writeCodequality,
  bitbucket: writeBitbucket,
  github: writeGithub,
  azure: writeAzure,
  teamcity: writeTeamcity,
} as const satisfies Record<string, (report: Report, options: ReportOptions) => Iterable<string>>;

export type Format = keyof typeof WRITERS;

/** Names that `--format` takes, in the order that help lists them. */
export const FORMATS: readonly Format[] = Object.keys(WRITERS).filter((name) => isFormat(name));

export function isFormat(name: string): name is Format {
  return Object.hasOwn(WRITERS, name);
}

/**
 * The report as chunks of at most one finding each; join them without separators. Findings are sorted here, most harmful
 * first. What cannot be seen (control characters, bidirectional marks) is escaped as the format allows.
 */
export function writeReport(format: Format, report: Report, options: ReportOptions): Iterable<string> {
  return WRITERS[format]({ ...report, findings: sortFindings(report.findings) }, options);
}
