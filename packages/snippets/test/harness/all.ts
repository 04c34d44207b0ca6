import { programs } from "./cells.ts";
import type { Cell } from "./cells.ts";
import { Stores } from "./matrix.ts";
import { runners } from "./runners.ts";

/** How a program was seen: `run` with the value compared and its absence told, or why it was not. */
export interface Seen {
  readonly cell: Cell;
  readonly how: "run" | "failed" | "not run";
  readonly why?: string;
}

/** Runs the matrix: each program with its secret, then with none. `say` gets a line a language. */
export async function runAll(wanted: (language: string) => boolean, say: (line: string) => void): Promise<Seen[]> {
  const stores = await Stores.start();
  const seen: Seen[] = [];
  try {
    const ready = groups(wanted).map(({ language, cells }) => {
      const runner = runners[language];
      const can = cells.filter((cell) => runner !== undefined && runner.missing(cell.store) === undefined);
      for (const cell of cells)
        if (!can.includes(cell)) seen.push({ cell, how: "not run", why: runner?.missing(cell.store) ?? "no toolchain for it here" });
      say(`${language}: ${can.length} of ${cells.length} programs`);
      return { can, start: can.length === 0 || runner === undefined ? undefined : runner.prepare(can, stores.folderFor(language)) };
    });
    const faults = new Map<string, string>();
    for (const phase of ["with", "without"] as const) {
      if (phase === "without") await stores.clear();
      for (const { can, start } of ready)
        for (const cell of can) {
          if (start === undefined) continue;
          const fault = phase === "with" ? await stores.faultWith(cell, start(cell)) : await stores.faultWithout(cell, start(cell));
          if (fault !== undefined) faults.set(cell.id, `${faults.get(cell.id) ?? ""}${phase} the secret: ${fault}\n`);
        }
    }
    for (const { can } of ready)
      for (const cell of can) {
        const why = faults.get(cell.id);
        seen.push(why === undefined ? { cell, how: "run" } : { cell, how: "failed", why });
      }
    return seen;
  } finally {
    await stores.stop();
  }
}

function groups(wanted: (language: string) => boolean): { language: string; cells: Cell[] }[] {
  const by = Map.groupBy(
    programs().filter(({ form }) => wanted(form)),
    ({ form }) => form,
  );
  return [...by].map(([language, cells]) => ({ language, cells }));
}
