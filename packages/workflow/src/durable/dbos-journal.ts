import type { Durable } from "../remediation/ports.ts";
import { patiently } from "./connection-loss.ts";

/** Looked at anew this often even when no notification came: a lost one costs a minute. */
const POLL_MS = 60_000;

/** The journal of the DBOS workflow that calls it. */
export async function dbosJournal(): Promise<Durable> {
  const { DBOS } = await import("@dbos-inc/dbos-sdk");
  return {
    step: (name, work) => DBOS.runStep(() => patiently(work), { name }),
    async wait(_name, ms) {
      await DBOS.recv("word", { timeoutSeconds: ms / 1000, pollingIntervalMs: Math.min(ms, POLL_MS) });
    },
  };
}
