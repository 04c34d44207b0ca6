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
  partOfPrepared,
  unpackTables,
} from "@stanch/engine";
import { detectors, prepared } from "@stanch/detectors";
import type { Detector } from "@stanch/model";

/** Compiles detectors for a scan: of the built-in ones the build has done it, so that a hook does not wait. */
export function compileChosen(list: readonly Detector[]): CompiledSet {
  const kept = preparedFor(list);
  if (kept === undefined) return compile(list);
  const set = compilePrepared(kept.builtIn, kept.set());
  return kept.added.length === 0 ? set : joinSets(set, kept.added);
}

/** The kernel's tables of that set: those that the build kept where they fit, and a configuration's detectors entered beside. */
export function tablesOf(list: readonly Detector[]): KernelTables {
  const kept = preparedFor(list);
  if (kept === undefined) return kernelTables(compile(list));
  // Those of all: a keyword of a detector that was not chosen leads nowhere.
  const tables = keptTables(kept.mark) ?? kernelTables(compile(detectors));
  return kept.added.length === 0 ? tables : joinTables(tables, compilePrepared(kept.builtIn, kept.set()), kept.added);
}

function keptTables(mark: string): KernelTables | undefined {
  try {
    return unpackTables(readFileSync(new URL("./tables.gen.bin", import.meta.url)), mark);
  } catch {
    return undefined; // not there
  }
}

interface Kept {
  readonly builtIn: readonly Detector[];
  readonly added: readonly Detector[];
  readonly mark: string;
  readonly set: () => PreparedSet;
}

/** Fewer are compiled sooner than what the build prepared is read, and swept for faster. */
const FEW = 100;

/** What the build prepared, for the built-in detectors of a list that has them in their order, and others behind. */
function preparedFor(list: readonly Detector[]): Kept | undefined {
  if (prepared === undefined) return undefined;
  const { mark, set } = prepared;
  const places: number[] = [];
  let from = 0;
  for (const { id } of list) {
    const place = placeOf(id, from);
    if (place < 0) break;
    places.push(place);
    from = place + 1;
  }
  const added = list.slice(places.length);
  if (places.length < FEW || added.some(({ id }) => placeOf(id, 0) >= 0)) return undefined;
  return {
    builtIn: list.slice(0, places.length),
    added,
    mark,
    set: () => {
      const all = JSON.parse(set) as PreparedSet; // written by the build from the same detectors
      return places.length === detectors.length ? all : partOfPrepared(all, places);
    },
  };
}

/** Of a built-in detector at `from` or behind, mostly the very next. */
function placeOf(id: string, from: number): number {
  for (let place = from; place < detectors.length; place++) if (detectors[place]?.id === id) return place;
  return -1;
}
