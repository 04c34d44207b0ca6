import { readFileSync } from "node:fs";
import { AppError, type Finding } from "@stanch/model";

/** Findings of a JSON report or of JSON lines. Throws SOURCE_UNREADABLE with the line that is no finding. */
export async function readFindings(file: string): Promise<Finding[]> {
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
  // Loading zod costs more than the whole page on a kind, which needs none of it.
  const { Finding: FindingSchema } = await import("@stanch/model/schemas");
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
