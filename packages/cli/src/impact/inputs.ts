import { createReadStream, readFileSync, statSync } from "node:fs";
import { createInterface } from "node:readline";
import type { Acknowledgements, Unread } from "@stanch/impact";
import { AppError, type UseRecord } from "@stanch/model";

/** A file that is one JSON is taken as one line: CloudTrail's are often printed over many. */
const MOST_WHOLE_BYTES = 64 * 1024 * 1024;

/** Lines of a log. Throws SOURCE_UNREADABLE. */
export async function* logLines(file: string): AsyncGenerator<string> {
  const sizeBytes = statSync(file, { throwIfNoEntry: false })?.size;
  if (sizeBytes === undefined) throw unreadable(file);
  if (sizeBytes <= MOST_WHOLE_BYTES) {
    const text = readFileSync(file, "utf8");
    try {
      JSON.parse(text);
      yield text.replace(/\r?\n/g, " ");
      return;
    } catch {
      // one event a line
    }
  }
  yield* createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity });
}

/** Records in the form of `UseRecord`, one a line; other lines are told to `unread`. */
export async function* useRecords(file: string, unread: Unread[]): AsyncGenerator<UseRecord> {
  if (statSync(file, { throwIfNoEntry: false }) === undefined) throw unreadable(file);
  let number = 0;
  for await (const line of createInterface({ input: createReadStream(file, "utf8"), crlfDelay: Infinity })) {
    number++;
    if (line.trim() === "") continue;
    const record = recordOf(line);
    if (record === undefined) unread.push({ repository: "", path: `${file}:${number}`, reason: "record-unknown" });
    else yield record;
  }
}

function recordOf(line: string): UseRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return undefined;
  }
  if (typeof value !== "object" || value === null || !("time" in value) || !("action" in value)) return undefined;
  const { time, action } = value;
  if (typeof time !== "number" || !Number.isFinite(time) || Math.abs(time) > 8.64e15 || typeof action !== "string") return undefined;
  const text = (key: string): string | undefined => {
    const found: unknown = Object.entries(value).find(([name]) => name === key)?.[1];
    return typeof found === "string" ? found : undefined;
  };
  const address = text("address");
  const agent = text("agent");
  const result = text("result");
  return {
    time,
    action,
    source: text("source") ?? "log",
    reference: text("reference") ?? "",
    ...(address === undefined ? {} : { address }),
    ...(agent === undefined ? {} : { agent }),
    ...(result === "ok" || result === "refused" || result === "failed" ? { result } : {}),
  };
}

/** Throws SOURCE_UNREADABLE for a file that is not in the form of docs/impact.md. */
export async function acknowledgementsIn(file: string): Promise<Acknowledgements> {
  const { Acknowledgements: Schema } = await import("@stanch/impact/schemas");
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    throw unreadable(file, error);
  }
  try {
    return Schema.parse(JSON.parse(text));
  } catch (error) {
    throw new AppError("SOURCE_UNREADABLE", {
      what: "Not a file of acknowledgements",
      where: file,
      next: 'Write {"acknowledgements": [{"dependant": "ID", "by": "NAME"}]}; ids are in the answer.',
      cause: error,
    });
  }
}

function unreadable(file: string, cause?: unknown): AppError {
  return new AppError("SOURCE_UNREADABLE", { what: "Cannot read it", where: file, next: "Check the path.", cause });
}
