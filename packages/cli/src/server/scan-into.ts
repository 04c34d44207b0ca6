import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { AppError } from "@stanch/model";
import type { ScanProgress } from "@stanch/workflow";
import * as z from "zod";

/** Words of a place that is no folder: a code host's, with a host of its own after ` on `, or an image. */
export function placeOf(path: string): readonly string[] | undefined {
  const [, target, host] = /^((?:github|gitlab|bitbucket|image):\S+?)(?: on (\S+))?$/.exec(path) ?? [];
  if (target === undefined) return undefined;
  return host === undefined ? [target] : [target, "--host", host];
}

/** In a process of its own: the program that is running, told to scan. `path`: a folder, or what `placeOf` knows. */
export async function scanInto(
  file: string,
  path: string,
  { key, onProgress }: { key: string; onProgress?: (progress: ScanProgress) => void },
): Promise<void> {
  const program = process.argv[1];
  if (program === undefined) throw new TypeError("this program does not know its own path");
  const words = placeOf(path) ?? [path];
  const args = [...process.execArgv, program, "scan", ...words, "--format", "json", "--output", `json=${file}`, "--fail-on", "never"];
  const child = spawn(process.execPath, args, {
    stdio: ["ignore", "ignore", "inherit", "pipe"],
    env: { ...process.env, STANCH_FINGERPRINT_KEY: key, STANCH_PROGRESS_FD: "3" },
  });
  const told = child.stdio[3];
  if (told instanceof Readable && onProgress !== undefined)
    createInterface({ input: told }).on("line", (line) => {
      const progress = Told.safeParse(parsed(line));
      if (progress.success) onProgress(progress.data);
    });
  else if (told instanceof Readable) told.resume();
  const [code]: unknown[] = await once(child, "exit");
  if (code === 0) return;
  throw new AppError("SOURCE_UNREADABLE", { what: `The scan ended with ${String(code)}`, where: path, next: "What it said is above." });
}

const Told = z.object({ phase: z.enum(["files", "history", "attribution"]), doneBytes: z.number(), doneFiles: z.int() });

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}
