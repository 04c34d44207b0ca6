import { join } from "node:path";
import type { Finding, Severity } from "@stanch/model";
import { count } from "./counts.ts";
import { type Report, type ReportOptions, isNew, places, primary } from "./report.ts";
import { visible } from "./visible.ts";

// GitHub shows 10 errors, 10 warnings and 10 notices of a step, and drops what comes after: so the worst come first, and the
// last but one says how many are missing.
const MOST_OF_A_LEVEL = 10;
const MOST_MESSAGE = 1000;
const CUT_SHORT = "The scan was cut short: what was not read may hold more secrets.";

/**
 * Commands of GitHub Actions that make annotations. Whatever a path or a fact holds, a line stays one command: `visible` leaves
 * no line break, and the signs that end a value are escaped as the runner reads them.
 */
export function* writeGithub(report: Report, options: ReportOptions): Iterable<string> {
  const given = { error: 0, warning: 0, notice: 0 };
  if (report.partial) {
    given.warning++;
    yield `::warning title=stanch::${githubText(CUT_SHORT)}\n`;
  }
  let left = 0;
  for (const finding of report.findings.filter(isNew)) {
    const level = ANNOTATION[finding.severity];
    // A notice is kept free for the count.
    if (given[level] >= MOST_OF_A_LEVEL - (level === "notice" ? 1 : 0)) {
      left++;
      continue;
    }
    given[level]++;
    yield githubCommand(level, finding, options);
  }
  if (left > 0)
    yield `::notice title=stanch::${count(left, "more finding", "more findings")}: GitHub shows ten of a kind. The summary and the reports hold all.\n`;
}

const ANNOTATION: Readonly<Record<Severity, "error" | "warning" | "notice">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "notice",
};

function githubCommand(level: string, finding: Finding, options: ReportOptions): string {
  const place = primary(finding);
  const facts = {
    file: visible(`${options.pathPrefix ?? ""}${place.path}`),
    line: String(place.line),
    endLine: String(place.endLine),
    // Columns are taken only within one line.
    ...(place.line === place.endLine ? { col: String(place.column), endColumn: String(place.endColumn) } : {}),
    title: visible(finding.title),
  };
  const properties = Object.entries(facts).map(([name, value]) => `${name}=${githubProperty(value)}`);
  return `::${level} ${properties.join(",")}::${githubText(messageOf(finding))}\n`;
}

/** By the order of the runner's own escapes: the percent sign first. */
const githubText = (text: string): string => text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
const githubProperty = (text: string): string => githubText(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

/** Commands of Azure Pipelines that log an issue; paths are absolute, as it wants them. */
export function* writeAzure(report: Report, options: ReportOptions): Iterable<string> {
  if (report.partial) yield `##vso[task.logissue type=warning]${azureText(CUT_SHORT)}\n`;
  for (const finding of report.findings.filter(isNew)) {
    const place = primary(finding);
    const path = options.linkRoot === undefined ? place.path : join(options.linkRoot, place.path);
    const facts = {
      type: ANNOTATION[finding.severity] === "error" ? "error" : "warning",
      sourcepath: visible(path),
      linenumber: String(place.line),
      columnnumber: String(place.column),
      code: visible(finding.detector),
    };
    const properties = Object.entries(facts).map(([name, value]) => `${name}=${azureProperty(value)};`);
    yield `##vso[task.logissue ${properties.join("")}]${azureText(messageOf(finding))}\n`;
  }
}

/** The agent reads `%AZP25` as a percent sign, `%0D` and `%0A` as line breaks; in properties `%3B` and `%5D` too. */
const azureText = (text: string): string =>
  text
    .replaceAll("%", "%AZP25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A")
    // A command within a command is not read, as far as is known: this does not rest on that.
    .replace(/##(?=\[|vso\[|teamcity\[)/gi, "# #");
const azureProperty = (text: string): string => azureText(text).replaceAll("]", "%5D").replaceAll(";", "%3B");

/** Service messages of TeamCity: an inspection a new finding, and one problem that fails the build. */
export function* writeTeamcity(report: Report, options: ReportOptions): Iterable<string> {
  const fresh = report.findings.filter(isNew);
  const kinds = new Set<string>();
  for (const finding of fresh) {
    const place = primary(finding);
    const isKnown = kinds.has(finding.detector);
    kinds.add(finding.detector);
    const type = { id: finding.detector, name: finding.title, category: "stanch", description: finding.explanation.opens };
    const message = {
      typeId: finding.detector,
      message: messageOf(finding),
      file: `${options.pathPrefix ?? ""}${place.path}`,
      line: String(place.line),
      SEVERITY: ANNOTATION[finding.severity] === "error" ? "ERROR" : "WARNING",
    };
    yield `${isKnown ? "" : teamcityMessage("inspectionType", type)}${teamcityMessage("inspection", message)}`;
  }
  if (report.partial) yield teamcityMessage("buildProblem", { description: `stanch: ${CUT_SHORT}`, identity: "stanch-partial" });
}

function teamcityMessage(name: string, attributes: Readonly<Record<string, string>>): string {
  const parts = Object.entries(attributes).map(([key, value]) => `${key}='${teamcityText(visible(value))}'`);
  return `##teamcity[${name} ${parts.join(" ")}]\n`;
}

/** Everything that is not ASCII is written by its code: the agent's own encoding does not matter then. */
function teamcityText(text: string): string {
  return text.replace(/[|'[\]]/g, "|$&").replace(/[^\u0020-\u007e]/g, (sign) => `|0x${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

/** What, where in the history, what it says, what to do: one line. */
function messageOf(finding: Finding): string {
  const place = primary(finding);
  const others = places(finding).length - 1;
  const { facts = [], next } = finding.explanation;
  const parts = [
    `${finding.severity}: ${finding.title} ${finding.masked}`,
    ...(place.commit === undefined ? [] : [`commit ${place.commit.slice(0, 12)}`]),
    ...(others > 0 ? [`and at ${count(others, "other place", "other places")}`] : []),
    ...(finding.validity === "unchecked" ? [] : [finding.validity]),
    ...facts,
  ];
  const text = visible(`${parts.join(", ")}. Next: ${next}`);
  return text.length <= MOST_MESSAGE ? text : `${text.slice(0, MOST_MESSAGE - 1).toWellFormed()}…`;
}
