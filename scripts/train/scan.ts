import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { detectors } from "../../packages/detectors/src/index.gen.ts";
import { type Model, useModel } from "../../packages/engine/src/generic/forest.ts";
import { Scanner, compile } from "../../packages/engine/src/index.ts";
import { filesOf } from "./candidates.ts";
import type { Spot } from "./places.ts";

const MOST_BYTES = 64 * 1024 * 1024;

/** All findings of all detectors under `folder`, a repository judged by the model that `modelOf` names for it. */
export function* spotsOf(folder: string, modelOf: (repository: string) => Model | undefined): Generator<Spot> {
  const scanner = new Scanner(compile(detectors));
  for (const file of filesOf(folder)) {
    const path = relative(folder, file).replaceAll("\\", "/");
    const bytes = readFileSync(file);
    if (bytes.length > MOST_BYTES) continue;
    useModel(modelOf(path.split("/")[0] ?? ""));
    for (const { start, end, confidence } of scanner.scan(bytes)) {
      const line = lineOf(bytes, start);
      yield { path, line, endLine: line + lineOf(bytes.subarray(start, Math.max(start, end - 1)), end) - 1, confidence };
    }
  }
  useModel(undefined);
}

function lineOf(bytes: Uint8Array, offset: number): number {
  let line = 1;
  for (let at = bytes.indexOf(10); at >= 0 && at < offset; at = bytes.indexOf(10, at + 1)) line++;
  return line;
}
