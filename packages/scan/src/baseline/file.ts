import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { AppError } from "@stanch/model";
import { type Baseline, type BaselineEntry, sortedEntries } from "./baseline.ts";
import { entryLine, pathFrom } from "./line.ts";

const MOST_BYTES = 256 * 1024 * 1024;
const COSTS = [1024, 2048, 4096, 8192, 16_384, 32_768, 65_536];
const HEADER = /^# stanch-baseline (\d+) salt=([0-9a-f]{32}) cost=(\d{1,7})$/;
const ENTRY = /^([0-9a-f]{24}|[0-9a-f]{3}) ([a-z0-9]+(?:-[a-z0-9]+)*) (.+)$/;
const NOTE = "# Findings known before: counted, but only others fail a scan. Merge: keep the lines of both sides. See docs/baseline.md";

/** The baseline in a file. Throws BASELINE_INVALID with `file:line`. */
export function readBaseline(file: string): Baseline {
  let text: string;
  try {
    if (statSync(file).size > MOST_BYTES)
      throw broken("It is too large for a baseline", file, "Name the file that --write-baseline wrote.");
    text = readFileSync(file, "utf8");
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    const next = code === "ENOENT" ? "Write one: stanch scan --write-baseline FILE." : "Check the path and its permissions.";
    throw new AppError("BASELINE_INVALID", { what: `Cannot read the baseline: ${code}`, where: file, next, cause: error });
  }
  return parseBaseline(text, file);
}

/** Reads lines in any order, so that what `sort -u` or a union merge made of two files of one origin is a baseline too. */
export function parseBaseline(text: string, file: string): Baseline {
  let header: { salt: string; cost: number } | undefined;
  const entries: BaselineEntry[] = [];
  for (const [index, raw] of text
    .replace(/^\ufeff/, "")
    .split("\n")
    .entries()) {
    const line = raw.replace(/\r$/, "");
    const where = `${file}:${index + 1}`;
    if (line === "") continue;
    if (/^(?:<{7}|={7}|>{7}|\|{7})/.test(line))
      throw broken("A merge conflict is not resolved", where, "Keep the lines of both sides and delete the marks.");
    if (line.startsWith("# stanch-baseline")) header = headerOf(line, where, header);
    else if (!line.startsWith("#")) entries.push(entryOf(line, where));
  }
  if (header === undefined)
    throw broken("It has no header, so it is no baseline of ours", `${file}:1`, "Name the file that --write-baseline wrote, or write one.");
  return { ...header, entries: sortedEntries(entries) };
}

function headerOf(line: string, where: string, before: { salt: string; cost: number } | undefined): { salt: string; cost: number } {
  const found = HEADER.exec(line);
  if (found === null) throw broken("The header is damaged", where, "Take it over from an earlier version of the file.");
  const [, version = "", salt = "", cost = ""] = found;
  if (version !== "1") throw broken(`It is of version ${version}, this stanch reads version 1`, where, "Use a newer stanch.");
  if (!COSTS.includes(Number(cost)))
    throw broken("The header's cost is none that stanch writes", where, "Take the header over from an earlier version of the file.");
  if (before !== undefined && (before.salt !== salt || before.cost !== Number(cost)))
    throw broken(
      "It has two headers: two baselines that were begun apart cannot be joined",
      where,
      "Keep header and lines of one of them, then run --write-baseline again.",
    );
  return { salt, cost: Number(cost) };
}

function entryOf(line: string, where: string): BaselineEntry {
  const [, tag, detector, shown] = ENTRY.exec(line) ?? [];
  const path = shown === undefined ? undefined : pathFrom(shown);
  if (tag === undefined || detector === undefined || path === undefined)
    throw broken(
      "Not an entry: a tag, a detector and a path are expected",
      where,
      "Delete the line, or take it over from an earlier version of the file.",
    );
  return { tag, detector, path };
}

/** The text of a baseline: comment and header, then the entries in order. It ends with a line feed. */
export function formatBaseline({ salt, cost, entries }: Baseline): string {
  const lines = sortedEntries(entries).map(entryLine);
  return [NOTE, `# stanch-baseline 1 salt=${salt} cost=${cost}`, ...lines, ""].join("\n");
}

/** Writes beside the file, then renames: it is the old one or the new one, never half of one. Throws OUTPUT_UNWRITABLE. */
export function writeBaseline(file: string, baseline: Baseline): void {
  const target = resolve(file);
  const there = statSync(target, { throwIfNoEntry: false });
  if (there !== undefined && !there.isFile())
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: "Not a regular file",
      where: file,
      next: "Name a file that may be replaced: a device or folder must not be.",
    });
  const beside = join(dirname(target), `.${basename(target)}.${process.pid}.tmp`);
  try {
    const handle = openSync(beside, "wx", 0o644);
    try {
      writeFileSync(handle, formatBaseline(baseline));
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(beside, target);
  } catch (error) {
    rmSync(beside, { force: true });
    const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
    throw new AppError("OUTPUT_UNWRITABLE", {
      what: `Cannot write the baseline: ${code}`,
      where: file,
      next: "Check the folder, its permissions and the room on the disk.",
      cause: error,
    });
  }
}

function broken(what: string, where: string, next: string): AppError {
  return new AppError("BASELINE_INVALID", { what, where, next });
}
