import { type Finding, type Occurrence, SEVERITIES } from "@stanch/model";
import { count, summarySentence } from "./counts.ts";
import { codeBlock, codeSpan, prose } from "./markdown-text.ts";
import { type Report, type ReportOptions, isNew, places } from "./report.ts";
import { leftOut, readSentence } from "./summary.ts";
import { visibleLines } from "./visible.ts";

// A GitHub check's summary and a comment take 65,535 characters, a step summary 1 MiB (bytes): cut here, a page still
// says what is missing; cut there, it is refused as a whole.
const MOST_CHARACTERS = 60_000;
const MOST_CHARACTERS_FULL = 900_000;
const KINDS = 100;
const LISTED = 5;

/** A page for a pull request or a step summary: the sum first, then kinds, then findings as far as they fit. */
export function* writeMarkdown(report: Report, options: ReportOptions): Iterable<string> {
  const fresh = report.findings.filter(isNew);
  const room = options.full ? MOST_CHARACTERS_FULL : MOST_CHARACTERS;
  const head = `${heading(report, fresh)}${fresh.length > 1 ? kindTable(fresh) : ""}`;
  yield head;
  const foot = footer(report);
  let used = size(head) + size(foot) + 200;
  for (const [index, finding] of fresh.entries()) {
    const block = section(finding);
    used += size(block);
    if (used > room) {
      yield `**${count(fresh.length - index, "more finding is", "more findings are")} not shown here**: the page would be too long. The JSON and SARIF reports hold all of them.\n\n`;
      break;
    }
    yield block;
  }
  yield foot;
}

const size = (text: string): number => Buffer.byteLength(text);

function heading(report: Report, fresh: readonly Finding[]): string {
  const partial = report.partial ? "> **Partial:** the scan was cut short. What was not read may hold more secrets.\n\n" : "";
  if (fresh.length === 0) return `## stanch: no ${report.findings.length === 0 ? "" : "new "}secrets found\n\n${partial}`;
  return `## stanch: ${prose(summarySentence(fresh))}\n\n${partial}`;
}

function kindTable(findings: readonly Finding[]): string {
  const kinds = Map.groupBy(findings, (finding) => finding.detector);
  const rows = [...kinds.values()].slice(0, KINDS).map((group) => {
    const [worst] = group;
    const found = group.reduce((sum, finding) => sum + finding.occurrences.length, 0);
    const valid = group.filter((finding) => finding.validity === "valid").length;
    return `| ${worst?.severity ?? SEVERITIES[0]} | ${prose(worst?.title ?? "")} | ${group.length} | ${found} | ${valid} |\n`;
  });
  const more = kinds.size > KINDS ? `\nand ${kinds.size - KINDS} more kinds\n` : "";
  return `| severity | kind | findings | places | valid now |\n| --- | --- | ---: | ---: | ---: |\n${rows.join("")}${more}\n`;
}

function section(finding: Finding): string {
  const [first, ...others] = places(finding);
  const validity = finding.validity === "unchecked" ? "" : `, ${finding.validity}`;
  const lines = [`### ${finding.severity}${validity}: ${prose(finding.title)} ${codeSpan(finding.masked)}\n\n`];
  if (first !== undefined) {
    lines.push(`- **Where:** ${placeOf(first)}\n`);
    if (first.excerpt !== undefined)
      lines.push(
        `\n${codeBlock(
          visibleLines(first.excerpt).map((line) => line.slice(0, 400).toWellFormed()),
          "  ",
        )}\n`,
      );
  }
  if (others.length > 0) {
    const more = others.length > LISTED ? `, and ${count(others.length - LISTED, "more place", "more places")}` : "";
    lines.push(`- **Also:** ${others.slice(0, LISTED).map(placeOf).join(", ")}${more}\n`);
  }
  const { evidence, doubts, facts = [], opens, next } = finding.explanation;
  const why = [...evidence, ...doubts.map((doubt) => `but ${doubt}`)].join("; ");
  if (finding.impact !== undefined) lines.push(`- **Reaches:** ${prose(finding.impact)}\n`);
  if (finding.validityReason !== undefined) lines.push(`- **Validity:** ${prose(finding.validityReason)}\n`);
  if (facts.length > 0) lines.push(`- **It says:** ${prose(facts.join("; "))}\n`);
  if (why !== "") lines.push(`- **Why:** ${prose(why)}\n`);
  lines.push(`- **Harm:** ${prose(opens)}\n- **Next:** ${codeSpan(next)}\n\n`);
  return lines.join("");
}

function placeOf(place: Occurrence): string {
  const at = codeSpan(`${place.path}:${place.line}:${place.column}`);
  if (place.commit === undefined) return at;
  const by = [place.author, place.date?.slice(0, 10)].filter((part) => part !== undefined && part !== "").join(", ");
  return `${at} (${codeSpan(place.commit.slice(0, 10))}${by === "" ? "" : ` ${codeSpan(by)}`}${place.inHead === false ? ", history only" : ""})`;
}

function footer(report: Report): string {
  const known = report.receipt.findings;
  const parts = [
    known.baseline > 0 ? `${known.baseline} known from the baseline` : "",
    known.suppressed > 0 ? `${known.suppressed} accepted` : "",
    known.belowThreshold > 0 ? `${known.belowThreshold} below the threshold` : "",
  ].filter((part) => part !== "");
  const skipped = leftOut(report.receipt).map(({ told }) => told);
  return [
    parts.length > 0 ? `Not listed: ${prose(parts.join(", "))}.\n\n` : "",
    `${prose(readSentence(report.receipt))}\n`,
    skipped.length > 0 ? `Left out: ${prose(skipped.join(", "))}.\n` : "",
    `\n<sub>${prose(`${report.tool.name} ${report.tool.version}`)}</sub>\n`,
  ].join("");
}
