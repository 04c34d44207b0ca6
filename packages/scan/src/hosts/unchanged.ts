import type { Json } from "@stanch/sources/hosts";
import { recorded } from "./recorder.ts";
import { type HostRun, addRoot } from "./run.ts";

/** Says that something is as an earlier run read it. What this run read before it was killed is no such thing. */
export async function tellUnchanged(
  run: HostRun,
  { unit, key, where, cursor }: { readonly unit: string; readonly key: string; readonly where: string; readonly cursor: Json },
): Promise<void> {
  run.context.coverage.unchanged++;
  if (run.state.resumed.has(key)) return;
  await run.turn(async () => {
    const gained = await recorded(run.context, unit, "", async ({ coverage }) => {
      coverage.skip("unchanged", where);
      return Promise.resolve(undefined);
    });
    if (gained === undefined) return;
    addRoot(run, gained);
    run.state.put(key, cursor, gained);
  });
}
