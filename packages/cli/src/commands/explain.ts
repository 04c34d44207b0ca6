import { readFileSync } from "node:fs";
import { detectors } from "@stanch/detectors";
import { AppError, type Finding } from "@stanch/model";
import { Finding as FindingSchema } from "@stanch/model/schemas";
import { findingText } from "@stanch/reports";
import { nearestName } from "@stanch/scan";
import { Output } from "../io.ts";
import { explanation } from "./detectors.ts";

/** Explains a kind of secret, or one finding of a JSON or JSONL report, by its id or the start of it. */
export async function explainCommand(id: string, options: { readonly report?: string }): Promise<number> {
  const output = new Output();
  const kind = detectors.find((detector) => detector.id === id);
  if (kind !== undefined) {
    await output.write(explanation(kind));
    return 0;
  }
  if (options.report === undefined) {
    const near = nearestName(
      id,
      detectors.map((detector) => detector.id),
    );
    throw new AppError("DETECTOR_UNKNOWN", {
      what: "Neither a detector nor a finding of a named report",
      where: id,
      next: `${near === undefined ? "" : `Did you mean "${near}"? `}For a finding name its report: stanch scan --format json > report.json, then stanch explain ${id} --report report.json.`,
    });
  }
  const found = readFindings(options.report).filter((finding) => finding.id.startsWith(id));
  const [finding] = found;
  if (finding === undefined)
    throw new AppError("USAGE", {
      what: "No such finding in the report",
      where: `${options.report}: ${id}`,
      next: 'Ids are the field "id" of its findings.',
    });
  if (found.length > 1)
    throw new AppError("USAGE", { what: `${found.length} findings begin with this id`, where: id, next: "Give more of it." });
  const detector = detectors.find((one) => one.id === finding.detector);
  await output.write([findingText(finding, { color: false, width: process.stdout.columns || 100, full: true, hyperlinks: false })]);
  if (detector !== undefined) await output.write(["\n", ...explanation(detector)]);
  return 0;
}

/** Findings of a JSON report or of JSON lines. Throws SOURCE_UNREADABLE with the line that is no finding. */
function readFindings(file: string): Finding[] {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new AppError("SOURCE_UNREADABLE", { what: "Cannot read the report", where: file, next: "Check the path.", cause: error });
  }
  const rows =
    wholeReport(text) ??
    text
      .split("\n")
      .filter((line) => line.trim() !== "")
      .map(parsed);
  return rows.map((row, index) => {
    const result = FindingSchema.safeParse(row);
    if (!result.success)
      throw new AppError("SOURCE_UNREADABLE", {
        what: "Not a finding of stanch",
        where: `${file}, finding ${index + 1}`,
        next: "Give a report made with --format json or jsonl.",
      });
    return result.data;
  });
}

function wholeReport(text: string): unknown[] | undefined {
  const value = parsed(text);
  if (Array.isArray(value)) return value;
  if (typeof value === "object" && value !== null && "findings" in value && Array.isArray(value.findings)) return value.findings;
  return undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
