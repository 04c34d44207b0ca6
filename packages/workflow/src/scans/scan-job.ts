import { AppError, type Finding } from "@stanch/model";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../database/connect.ts";
import { scans } from "../database/tables/scans.ts";
import { type Scope, inWorkspace, systemActor } from "../database/tenancy.ts";
import type { Job } from "../durable/launch.ts";
import { ingest } from "../incidents/ingest.ts";
import type { RepositoryNews } from "../incidents/repositories.ts";

export const SCAN_JOB = "scan";

/** What a scan gave: its findings, and what the folder says of itself. */
export interface ScanOutcome {
  readonly findings: readonly Finding[];
  readonly news?: Partial<Omit<RepositoryNews, "name">>;
}

export interface ScanJobOptions {
  readonly database: Database;
  /** How many at once: each uses all cores of the machine for itself. */
  readonly concurrency?: number;
  /** Scans a folder with the fingerprints of a workspace. Expected failures are AppErrors. */
  readonly scan: (path: string, workspaceId: string) => Promise<ScanOutcome>;
}

/** The input of the job. */
export function scanInput(workspaceId: string, id: string): string {
  return JSON.stringify([workspaceId, id]);
}

/** For `launchDurable`. Again after a crash it scans again: what is found twice is taken in once. */
export function scanJob({ database, scan, concurrency = 1 }: ScanJobOptions): Job {
  return {
    name: SCAN_JOB,
    concurrency,
    async run(input) {
      const [workspaceId = "", id = ""] = JSON.parse(input) as string[]; // made by scanInput
      const tenancy = { workspaceId, actor: systemActor("scan") };
      const row = await inWorkspace(database, tenancy, (scope) => started(scope, id));
      if (row === undefined) return; // finished before a crash hid that, or deleted with its workspace
      try {
        const seenAt = new Date();
        const { findings, news } = await scan(row.path, workspaceId);
        const taken = await ingest(database, tenancy, { repository: { name: row.repository, ...news }, seenAt, findings });
        const count = (outcome: string): number => taken.filter((one) => one.outcome === outcome).length;
        const outcome = { findings: findings.length, created: count("created"), known: count("known"), reopened: count("reopened") };
        await inWorkspace(database, tenancy, (scope) => finished(scope, id, { status: "done", outcome }));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        await inWorkspace(database, tenancy, (scope) =>
          finished(scope, id, { status: "failed", outcome: { code: error.code, message: error.message } }),
        );
      }
    },
  };
}

async function started(scope: Scope, id: string): Promise<typeof scans.$inferSelect | undefined> {
  const [row] = await scope.tx
    .update(scans)
    .set({ status: "running", startedAt: sql`coalesce(started_at, now())` })
    .where(and(eq(scans.workspaceId, scope.workspaceId), eq(scans.id, id), sql`finished_at is null`))
    .returning();
  if (row !== undefined) scope.note({ action: "scan.start", target: { kind: "scan", id } });
  return row;
}

async function finished(scope: Scope, id: string, told: { status: "done" | "failed"; outcome: Record<string, unknown> }): Promise<void> {
  await scope.tx
    .update(scans)
    .set({ ...told, finishedAt: new Date() })
    .where(and(eq(scans.workspaceId, scope.workspaceId), eq(scans.id, id)));
  scope.note({ action: `scan.${told.status}`, target: { kind: "scan", id }, details: told.outcome });
}
