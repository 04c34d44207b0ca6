import { readFileSync } from "node:fs";
import type { FoundSecret } from "@stanch/impact";
import { AppError, type Finding } from "@stanch/model";
import { scan } from "@stanch/scan";
import type { Context } from "../io.ts";
import { settleFindings, settings } from "../settle.ts";
import { type Tree, holdsFile, placeIn } from "./trees.ts";

/** Findings of a report, in whichever of the trees has the file. Throws SOURCE_UNREADABLE. */
export async function findingsOfReport(file: string, trees: readonly Tree[]): Promise<readonly FoundSecret[]> {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw new AppError("SOURCE_UNREADABLE", { what: "Cannot read the report", where: file, next: "Check the path.", cause: error });
  }
  const { Finding: FindingSchema } = await import("@stanch/model/schemas");
  return rowsOf(text).map((row, index) => {
    const result = FindingSchema.safeParse(row);
    if (!result.success)
      throw new AppError("SOURCE_UNREADABLE", {
        what: "Not a finding of stanch",
        where: `${file}, finding ${index + 1}`,
        next: "Give a report made with --format json or jsonl.",
      });
    return foundOf(result.data, trees);
  });
}

function rowsOf(text: string): readonly unknown[] {
  const value = parsed(text);
  if (Array.isArray(value)) return value;
  if (typeof value === "object" && value !== null && "findings" in value && Array.isArray(value.findings)) return value.findings;
  return text
    .split("\n")
    .filter((line) => line.trim() !== "")
    .map(parsed);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Scans each tree's files; the history says nothing of what runs. */
export async function findingsOfTrees(
  trees: readonly Tree[],
  context: Context,
  tell: (text: string) => void,
): Promise<readonly FoundSecret[]> {
  const found: FoundSecret[] = [];
  for (const tree of trees) {
    const settled = await settings([tree.root], { history: "none" });
    const startedAt = new Date();
    const abort = new AbortController();
    const outcome = await scan({
      ...settled.scan,
      workerEntry: context.workerEntry,
      signal: abort.signal,
      onProgress: ({ doneBytes }) => {
        tell(`${tree.name} scanned, ${(doneBytes / 1e6).toFixed(0)} MB`);
      },
    });
    const { findings } = await settleFindings(outcome, settled, { startedAt, version: context.version, signal: abort.signal });
    found.push(...findings.map((finding) => foundOf(finding, [tree])));
  }
  return found;
}

function foundOf(finding: Finding, trees: readonly Tree[]): FoundSecret {
  const { fingerprint, id, title, provider, masked } = finding;
  return {
    fingerprint,
    id,
    title,
    provider,
    masked,
    occurrences: finding.occurrences.flatMap(({ path, line, commit, inHead }) =>
      trees
        .filter((tree) => trees.length === 1 || holdsFile(tree, path))
        .map((tree) => ({
          ...placeIn(tree, path),
          line,
          ...(commit === undefined ? {} : { commit }),
          ...(inHead === undefined ? {} : { inHead }),
        })),
    ),
  };
}
