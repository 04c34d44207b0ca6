import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AppError } from "@stanch/model";
import { writeReportFile } from "@stanch/reports";
import { locked } from "@stanch/stores";
import { Plan } from "./plan.ts";

const MOST_BYTES = 256 << 20;

/** Where a plan goes when nobody named a file: a folder that git leaves alone. */
export function defaultPlanFile(root: string, made: Date): string {
  const folder = join(root, ".stanch");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(join(folder, ".gitignore"), "*\n");
  return join(folder, `fix-${made.toISOString().replace(/[:.]/g, "-")}.json`);
}

export function writePlan(file: string, plan: Plan): void {
  writeReportFile(file, [`${JSON.stringify(plan, undefined, 2)}\n`]);
}

/** Throws PLAN_INVALID with the member that is wrong. */
export function readPlan(file: string): Plan {
  const parsed = Plan.safeParse(json(file));
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(file, `This is no plan of stanch fix: ${issue?.path.join(".") ?? ""}: ${issue?.message ?? "wrong shape"}`);
}

function json(file: string): unknown {
  let text: string;
  try {
    if (statSync(file).size > MOST_BYTES) throw invalid(file, "The plan is too large");
    text = readFileSync(file, "utf8");
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError("SOURCE_UNREADABLE", { what: "The plan cannot be read", where: file, next: "Check the path.", cause });
  }
  try {
    return JSON.parse(text);
  } catch {
    throw invalid(file, "The plan is no JSON");
  }
}

function invalid(where: string, what: string): AppError {
  return new AppError("PLAN_INVALID", { what, where, next: "Make a new one with stanch fix --plan FILE." });
}

/** Longer than a lock that was never filled is waited for. Milliseconds. */
const LOCK_WAIT_MS = 1500;

/** Runs `work` while no other stanch works on the plan; a lock whose holder is gone counts for nothing. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const path = resolve(file);
  mkdirSync(dirname(path), { recursive: true });
  let isMine = false;
  try {
    return await locked(
      path,
      async () => {
        isMine = true;
        return work();
      },
      LOCK_WAIT_MS,
    );
  } catch (error) {
    // What the work itself throws is the work's.
    if (isMine || !(error instanceof AppError) || error.code !== "STORE_CONFLICT") throw error;
    throw new AppError("FILE_CHANGED", {
      what: "Another stanch works on this plan",
      where: file,
      next: "Wait for it to end, then try again.",
      cause: error,
    });
  }
}
