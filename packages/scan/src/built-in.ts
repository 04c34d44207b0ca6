import { readFileSync } from "node:fs";
import {
  type CompiledSet,
  type KernelTables,
  type PreparedSet,
  compile,
  compilePrepared,
  joinSets,
  joinTables,
  kernelTables,
  unpackTables,
} from "@stanch/engine";
import { detectors, prepared } from "@stanch/detectors";
import type { Detector } from "@stanch/model";

/** Compiles detectors for a scan: of the built-in ones the build has done it, so that a hook does not wait. */
export function compileChosen(list: readonly Detector[]): CompiledSet {
  const kept = preparedFor(list);
  if (kept === undefined) return compile(list);
  const [builtIn, added] = parted(list);
  // Written by the build from the same detectors.
  const set = compilePrepared(builtIn, JSON.parse(kept.set) as PreparedSet);
  return added.length === 0 ? set : joinSets(set, added);
}

/** The kernel's tables of that set: those that the build kept where they fit, and a configuration's detectors entered beside. */
export function tablesOf(list: readonly Detector[]): KernelTables {
  const kept = preparedFor(list);
  if (kept === undefined) return kernelTables(compile(list));
  const [builtIn, added] = parted(list);
  const tables = keptTables(kept.mark) ?? kernelTables(compile(builtIn));
  return added.length === 0 ? tables : joinTables(tables, compilePrepared(builtIn, JSON.parse(kept.set) as PreparedSet), added);
}

function keptTables(mark: string): KernelTables | undefined {
  try {
    return unpackTables(readFileSync(new URL("./tables.gen.bin", import.meta.url)), mark);
  } catch {
    return undefined; // not there
  }
}

const parted = (list: readonly Detector[]): [Detector[], Detector[]] => [list.slice(0, detectors.length), list.slice(detectors.length)];

/** What the build prepared, where the list begins with all the built-in detectors. */
function preparedFor(list: readonly Detector[]): typeof prepared {
  return detectors.every(({ id }, index) => id === list[index]?.id) ? prepared : undefined;
}
