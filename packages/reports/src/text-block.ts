import type { Finding, Occurrence, Severity } from "@stanch/model";
import { count } from "./counts.ts";
import { places } from "./report.ts";
import { type Paint, type Style, clip, clipAround, columns, hyperlink, wrap } from "./terminal.ts";
import { visible, visibleLines } from "./visible.ts";

/** Columns before a block's own text: the longest severity and two spaces. */
const MARGIN = 10;
const LISTED = 3;

export interface TextContext {
  readonly paint: Paint;
  readonly width: number;
  readonly full: boolean;
  readonly pathPrefix: string;
  /** URL of a path for OSC 8, or undefined where there is nothing to open. */
  readonly link: (place: Occurrence) => string | undefined;
}

const SEVERITY_STYLE: Readonly<Record<Severity, readonly Style[]>> = {
  critical: ["bold", "red"],
  high: ["red"],
  medium: ["yellow"],
  low: ["blue"],
};

/** The severity as a word of 8 columns, in its colour. */
export function severityWord(severity: Severity, { paint }: TextContext): string {
  return paint(severity.toUpperCase(), ...SEVERITY_STYLE[severity]) + " ".repeat(8 - severity.length);
}

/** One finding as a block of lines; ends with a line feed. */
export function findingBlock(finding: Finding, context: TextContext): string {
  const [first, ...others] = places(finding);
  if (first === undefined) return "";
  const { evidence, doubts, facts = [], opens, next } = finding.explanation;
  const sure = `${Math.round(finding.confidence * 100)} % sure`;
  const why = `${sure}${evidence.length > 0 ? `: ${evidence.join("; ")}` : ""}${doubts.map((doubt) => `; but ${doubt}`).join("")}`;
  return [
    headline(finding, context),
    validityField(finding, context),
    field("in", [placeText(first, context)], context),
    excerpt(first, finding, context),
    commitField(first, context),
    alsoField(others, context),
    acceptedField(finding, first, context),
    wordsField("says", facts.join("; "), context),
    wordsField("why", why, context),
    wordsField("harm", opens, context),
    wordsField("next", next, context, "bold"),
  ].join("");
}

function headline(finding: Finding, context: TextContext): string {
  const { paint, width } = context;
  const title = visible(finding.title);
  const masked = visible(finding.masked);
  const id = visible(finding.id);
  const used = MARGIN + columns(title) + 2 + columns(masked);
  const gap = width - used - columns(id);
  // The id is what other commands take; it gives way where there is no room.
  const tail = gap >= 2 ? " ".repeat(gap) + paint(id, "dim") : "";
  const between = used > width ? `\n${" ".repeat(MARGIN)}` : "  ";
  return `${severityWord(finding.severity, context)}  ${paint(title, "bold")}${between}${paint(masked, "red")}${tail}\n`;
}

/** Lines under a label; they are painted already. */
function field(label: string, lines: readonly string[], { paint }: TextContext): string {
  const [first, ...rest] = lines;
  if (first === undefined) return "";
  const margin = " ".repeat(MARGIN);
  return `  ${paint(label, "dim")}${" ".repeat(MARGIN - 2 - label.length)}${first}\n${rest.map((line) => `${margin}${line}\n`).join("")}`;
}

function wordsField(label: string, text: string, context: TextContext, ...styles: readonly Style[]): string {
  if (text === "") return "";
  const lines = wrap(visible(text), Math.max(20, context.width - MARGIN));
  return field(
    label,
    lines.map((line) => (styles.length > 0 ? context.paint(line, ...styles) : line)),
    context,
  );
}

/** `path:line:column`, which terminals open by a click. */
export function placeText(place: Occurrence, context: TextContext): string {
  const path = visible(`${context.pathPrefix}${place.path}`);
  const shown = `${context.paint(path, "cyan")}${context.paint(`:${place.line}:${place.column}`, "dim")}`;
  const url = context.link(place);
  return url === undefined ? shown : hyperlink(shown, url);
}

function excerpt(place: Occurrence, finding: Finding, context: TextContext): string {
  if (place.excerpt === undefined || place.excerpt === "") return "";
  const { paint } = context;
  const start = place.excerptLine ?? place.line;
  const lines = withoutMargin(visibleLines(place.excerpt));
  const digits = String(start + lines.length - 1).length;
  const room = Math.max(20, context.width - MARGIN - digits - 5);
  return lines
    .map((line, index) => {
      const number = start + index;
      const isHit = number >= place.line && number <= place.endLine;
      const gutter = `${isHit ? paint(">", ...SEVERITY_STYLE[finding.severity]) : " "} ${paint(`${String(number).padStart(digits)} │`, "dim")}`;
      const body = isHit ? hitLine(line, finding, room, context) : paint(clip(line, room), "dim");
      return `${" ".repeat(MARGIN)}${gutter} ${body}`.trimEnd();
    })
    .map((line) => `${line}\n`)
    .join("");
}

/** Lines less the indentation that all of them have: deep code keeps its room for the secret. */
function withoutMargin(lines: readonly string[]): readonly string[] {
  const margins = lines.filter((line) => line.trim() !== "").map((line) => line.length - line.trimStart().length);
  const least = Math.min(...margins);
  return margins.length === 0 || least === 0 ? lines : lines.map((line) => line.slice(least));
}

function hitLine(line: string, finding: Finding, room: number, { paint }: TextContext): string {
  const masked = visible(finding.masked);
  const at = line.indexOf(masked);
  const shown = clipAround(line, room, Math.max(0, at), at < 0 ? 0 : at + masked.length);
  const again = shown.indexOf(masked);
  if (again < 0) return shown;
  return `${shown.slice(0, again)}${paint(masked, "red")}${shown.slice(again + masked.length)}`;
}

function commitField(place: Occurrence, context: TextContext): string {
  const layer = imageFields(place, context);
  if (place.commit === undefined) return layer;
  const summary = place.summary === undefined || place.summary === "" ? undefined : `“${place.summary}”`;
  const parts = [place.commit.slice(0, 10), place.date?.slice(0, 10), place.author, summary].filter((part) => part !== undefined);
  const gone = place.inHead === false ? wordsField("", "Gone from HEAD, but anybody with the history still has it", context) : "";
  return `${layer}${wordsField("since", parts.join("  "), context)}${gone}`;
}

/** The image's layer, what made it, and that a file is not seen any more but had all the same. */
function imageFields({ image, layer, instruction, hiddenBy }: Occurrence, context: TextContext): string {
  return [
    image === undefined ? "" : wordsField("image", image, context),
    layer === undefined ? "" : wordsField("layer", layer, context),
    instruction === undefined ? "" : wordsField("made", `by ${instruction}`, context),
    hiddenBy === undefined ? "" : wordsField("", `Hidden by layer ${hiddenBy}, but anybody with the image still has it`, context),
  ].join("");
}

function alsoField(others: readonly Occurrence[], context: TextContext): string {
  if (others.length === 0) return "";
  const listed = context.full ? others : others.slice(0, LISTED - 1);
  const lines = listed.map((place) => {
    const commit =
      place.commit === undefined
        ? ""
        : context.paint(`  ${visible(place.commit.slice(0, 10))}${place.inHead === false ? ", history only" : ""}`, "dim");
    const hidden = place.hiddenBy === undefined ? "" : context.paint("  hidden by a later layer", "dim");
    return `${placeText(place, context)}${commit}${hidden}`;
  });
  const rest = others.slice(listed.length);
  if (rest.length > 0) {
    const files = new Set(rest.map((place) => place.path)).size;
    lines.push(context.paint(`and ${count(rest.length, "more place", "more places")} in ${count(files, "file", "files")}`, "dim"));
  }
  return field("also", lines, context);
}

function validityField(finding: Finding, context: TextContext): string {
  const told = finding.impact ?? finding.validityReason;
  const text = `${finding.validity === "valid" ? "yes" : finding.validity === "invalid" ? "no" : "unknown"}${told === undefined ? "" : `: ${told}`}`;
  switch (finding.validity) {
    case "valid":
      return wordsField("valid", text, context, "bold", "red");
    case "invalid":
      return wordsField("valid", text, context, "green");
    case "unknown":
      return wordsField("valid", text, context);
    case "unchecked":
      return "";
  }
}

function acceptedField(finding: Finding, first: Occurrence, context: TextContext): string {
  if (finding.baseline === true) return wordsField("known", "In the baseline: counted, fails nothing", context);
  if (first.suppressed === undefined) return "";
  const { kind, reason, until } = first.suppressed;
  return wordsField(
    "known",
    `Accepted (${kind})${until === undefined ? "" : ` until ${until}`}${reason === undefined ? "" : `: ${reason}`}`,
    context,
  );
}
