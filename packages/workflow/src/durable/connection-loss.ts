import { AppError } from "@stanch/model";
import { setTimeout as sleep } from "node:timers/promises";

/** SQLSTATE classes and system codes that say that the database went away, not that a statement was wrong. */
const LOST = /^(08\w{3}|57P0[123]|53300|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT)$/;

/** Whether the database was lost in the middle: the same may be done again when it is back. */
export function isConnectionLoss(error: unknown): boolean {
  for (let at = error; at instanceof Error; at = at.cause) {
    if (at instanceof AppError && at.code === "DATABASE_BROKEN") return true;
    if ("code" in at && typeof at.code === "string" && LOST.test(at.code)) return true;
    // pg gives these two without a code.
    if (/^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/.test(at.message))
      return true;
  }
  return false;
}

/** Does it again for as long as the database is away. `work` must be idempotent. */
export async function patiently<T>(work: () => Promise<T>, isOver: () => boolean = () => false): Promise<T> {
  for (let turn = 0; ; turn++) {
    try {
      return await work();
    } catch (error) {
      if (!isConnectionLoss(error) || isOver()) throw error;
      await sleep(Math.min(50 * 2 ** turn, 5000));
    }
  }
}
