import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, rmSync, statSync, writeFileSync, writeSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { AppError } from "@stanch/model";
import { writeReportFile } from "@stanch/reports";
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

/** Runs `work` while no other stanch works on the plan; a lock whose holder is gone counts for nothing. */
export async function withLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const lock = `${resolve(file)}.lock`;
  mkdirSync(dirname(lock), { recursive: true });
  take(lock, file, true);
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function take(lock: string, file: string, again: boolean): void {
  try {
    const fd = openSync(lock, "wx");
    writeSync(fd, String(process.pid));
    fsyncSync(fd);
    closeSync(fd);
    return;
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
  }
  const holder = Number(readFileSync(lock, "utf8"));
  if (again && !(holder > 0 && isAlive(holder))) {
    rmSync(lock, { force: true });
    return take(lock, file, false);
  }
  throw new AppError("FILE_CHANGED", {
    what: `Another stanch (process ${holder}) works on this plan`,
    where: file,
    next: "Wait for it to end, then try again.",
  });
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
