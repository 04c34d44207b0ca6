import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import type { Finding, Occurrence } from "@stanch/model";
import { count, grouped, summarySentence } from "./counts.ts";
import { type Report, type ReportOptions, isNew, isSuppressed, primary } from "./report.ts";
import { silenceOf } from "./silence.ts";
import { cleanSentence, leftOut, readSentence } from "./summary.ts";
import { clip, columns, painter, wrap } from "./terminal.ts";
import { type TextContext, findingBlock, placeText, severityWord } from "./text-block.ts";
import { visible } from "./visible.ts";

/** Beyond as many findings nobody reads blocks: kinds are shown instead. */
const MOST_BLOCKS = 50;
/** Kinds shown with their worst finding in full; the others stand in the table. */
const MOST_GROUPS = 10;
const IN_GROUP = 3;
const NARROWEST = 40;

/** For people: blocks, most harmful first, then what was read and what was not. The sum stands last, above the prompt. */
export function* writeText(report: Report, options: ReportOptions): Iterable<string> {
  const context = contextOf(options, linker(report, options));
  const shown = options.full ? report.findings : report.findings.filter(isNew);
  const isGrouped = !options.full && shown.length > MOST_BLOCKS;
  if (isGrouped) yield* groupedBlocks(shown, context);
  else for (const finding of shown) yield `${findingBlock(finding, context)}\n`;
  yield summary(report, isGrouped, context);
}

/** One finding as the text report shows it, without a summary; in full it ends with how to accept it on purpose. */
export function findingText(finding: Finding, options: ReportOptions, now: Date = new Date()): string {
  const context = contextOf(options, () => undefined);
  const block = findingBlock(finding, context);
  if (!options.full) return block;
  const { inline, config } = silenceOf(finding, now);
  // Not wrapped: both are there to be copied.
  return `${block}\n  No secret? Accept it in a comment on its line or the one above:\n    ${visible(inline)}\n  or all of its kind there, in "ignores" of stanch.config.jsonc:\n    ${visible(config)}\n`;
}

function contextOf(options: ReportOptions, link: TextContext["link"]): TextContext {
  const width = Math.max(NARROWEST, options.width);
  return { paint: painter(options.color), width, full: options.full, pathPrefix: options.pathPrefix ?? "", link };
}

/** Roots that are no paths: an image, standard input. */
const NO_FOLDER = /^(?:image:|\()/;

function linker(report: Report, options: ReportOptions): TextContext["link"] {
  const [root, ...more] = report.receipt.roots;
  const folder = options.linkRoot ?? (root !== undefined && more.length === 0 && !NO_FOLDER.test(root.path) ? root.path : undefined);
  if (!options.hyperlinks || folder === undefined) return () => undefined;
  return (place: Occurrence) => (place.inHead === false ? undefined : pathToFileURL(join(resolve(folder), place.path)).href);
}

function* groupedBlocks(findings: readonly Finding[], context: TextContext): Iterable<string> {
  const { paint } = context;
  const groups = [...Map.groupBy(findings, (finding) => finding.detector).values()];
  for (const group of groups.slice(0, MOST_GROUPS)) {
    const [worst, ...others] = group;
    if (worst === undefined) continue;
    yield findingBlock(worst, context);
    if (others.length > 0) {
      const lines = others
        .slice(0, IN_GROUP)
        .map((finding) => `${placeText(primary(finding), context)}  ${paint(visible(finding.masked), "red")}`);
      const rest = others.length - lines.length;
      if (rest > 0) lines.push(paint(`and ${grouped(rest)} more`, "dim"));
      yield `  ${paint(`and ${count(others.length, "other", "others")} of this kind:`, "dim")}\n${lines.map((line) => `          ${line}\n`).join("")}`;
    }
    yield "\n";
  }
  yield `${kindTable(groups, context)}\n`;
}

function kindTable(groups: readonly (readonly Finding[])[], context: TextContext): string {
  const { paint, width } = context;
  const rows = groups.map((group) => ({
    severity: group[0]?.severity ?? "low",
    title: visible(group[0]?.title ?? ""),
    findings: grouped(group.length),
    places: grouped(group.reduce((sum, finding) => sum + finding.occurrences.length, 0)),
    valid: grouped(group.filter((finding) => finding.validity === "valid").length),
  }));
  const titleWidth = Math.max(4, Math.min(width - 10 - 33, Math.max(...rows.map(({ title }) => columns(title)))));
  const pad = (text: string, to: number): string => text + " ".repeat(Math.max(0, to - columns(text)));
  const numbers = (found: string, places: string, valid: string): string =>
    `${found.padStart(10)}${places.padStart(9)}${valid.padStart(11)}`;
  const head = `${pad("", 10)}${pad("kind", titleWidth)}${numbers("findings", "places", "valid now")}`;
  const body = rows.map(
    (row) =>
      `${severityWord(row.severity, context)}  ${pad(clip(row.title, titleWidth), titleWidth)}${numbers(row.findings, row.places, row.valid)}`,
  );
  return [paint(head, "dim"), ...body].map((line) => `${line}\n`).join("");
}

function summary(report: Report, isGrouped: boolean, context: TextContext): string {
  const { paint, width } = context;
  const { receipt } = report;
  const fresh = report.findings.filter(isNew);
  const out: string[] = [];
  const say = (text: string, ...styles: Parameters<typeof paint> extends [string, ...infer Rest] ? Rest : never): void => {
    for (const line of wrap(visible(text), width)) out.push(`${styles.length > 0 ? paint(line, ...styles) : line}\n`);
  };
  if (report.findings.length === 0 && !report.partial) say(cleanSentence(receipt), "green");
  else {
    const valid = fresh.filter((finding) => finding.validity === "valid").length;
    const works = valid === 0 ? "" : valid === 1 ? "; 1 works now" : `; ${grouped(valid)} work now`;
    if (fresh.length === 0) say(`No ${report.findings.length > 0 ? "new " : ""}secrets found.`, report.partial ? "bold" : "green");
    else say(`${summarySentence(fresh)}${works}.`, "bold");
    const known = knownSentence(report);
    if (known !== "") say(known);
    say(readSentence(receipt));
  }
  out.push(skippedLines(report, context));
  if (isGrouped) say(`Shown by kind. --full shows all ${grouped(fresh.length)} findings.`);
  if (report.partial) say("PARTIAL: the scan was cut short. What was not read may hold more secrets: run it again.", "bold", "yellow");
  else if (!receipt.complete) say("INCOMPLETE: some of the input could not be read, see above.", "yellow");
  return out.join("");
}

function knownSentence(report: Report): string {
  const baseline = report.findings.filter((finding) => finding.baseline === true && !isSuppressed(finding)).length;
  const suppressed = report.findings.filter(isSuppressed).length;
  const below = report.receipt.findings.belowThreshold;
  const parts = [
    baseline > 0 ? `${grouped(baseline)} known from the baseline` : "",
    suppressed > 0 ? `${grouped(suppressed)} accepted on purpose` : "",
    below > 0 ? `${grouped(below)} below the severity asked for` : "",
  ].filter((part) => part !== "");
  return parts.length === 0 ? "" : `Not counted: ${parts.join(", ")}.`;
}

function skippedLines(report: Report, { paint, width }: TextContext): string {
  const skipped = leftOut(report.receipt);
  if (skipped.length === 0) return "";
  const digits = Math.max(...skipped.map(({ amount }) => grouped(amount).length));
  const lines = skipped.map(({ told, examples, amount }) => {
    const named = visible(examples.slice(0, 3).join(", "));
    const more = named !== "" && amount > Math.min(3, examples.length) ? ", …" : "";
    const head = `  ${" ".repeat(digits - grouped(amount).length)}${visible(told)}`;
    const room = width - columns(head) - 2;
    return `${head}${named === "" || room < 12 ? "" : paint(`  ${clip(`${named}${more}`, room)}`, "dim")}\n`;
  });
  return `Left out:\n${lines.join("")}`;
}
