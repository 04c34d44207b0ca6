import { readFileSync } from "node:fs";
import {
  type CompiledSet,
  type KernelTables,
  type PreparedSet,
  compile,
  compilePrepared,
  kernelTables,
  unpackTables,
} from "@stanch/engine";
import { detectors, prepared } from "@stanch/detectors";
import type { Detector } from "@stanch/model";

/** Compiles detectors for a scan: when they are all the built-in ones the build has done it, so that a hook does not wait. */
export function compileChosen(list: readonly Detector[]): CompiledSet {
  const kept = preparedFor(list);
  // Written by the build from the same detectors.
  return kept === undefined ? compile(list) : compilePrepared(list, JSON.parse(kept.set) as PreparedSet);
}

/** The kernel's tables: those that the build kept where they fit. */
export function tablesOf(list: readonly Detector[]): KernelTables {
  const kept = preparedFor(list);
  try {
    if (kept !== undefined) {
      const tables = unpackTables(readFileSync(new URL("./tables.gen.bin", import.meta.url)), kept.mark);
      if (tables !== undefined) return tables;
    }
  } catch {
    // not there: made below
  }
  return kernelTables(compile(list));
}

function preparedFor(list: readonly Detector[]): typeof prepared {
  return list.length === detectors.length && list.every(({ id }, index) => id === detectors[index]?.id) ? prepared : undefined;
}
