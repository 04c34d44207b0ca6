import { AppError, type Finding } from "@stanch/model";
import { and, eq, sql } from "drizzle-orm";
import type { Database } from "../database/connect.ts";
import { type ScanProgress, scans } from "../database/tables/scans.ts";
import { type Scope, type Tenancy, inWorkspace, systemActor } from "../database/tenancy.ts";
import type { Job } from "../durable/launch.ts";
import { ingest } from "../incidents/ingest.ts";
import type { RepositoryNews } from "../incidents/repositories.ts";

export const SCAN_JOB = "scan";

/** What a scan gave: its findings, and what the folder says of itself. */
export interface ScanOutcome {
  readonly findings: readonly Finding[];
  readonly news?: Partial<Omit<RepositoryNews, "name">>;
  /** What was left out because it could not be read, by reason; what was left out on purpose is not among it. */
  readonly unread?: Readonly<Record<string, number>>;
  /** What was read. */
  readonly read?: { readonly files: number; readonly bytes: number; readonly commits: number };
}

export interface ScanJobOptions {
  readonly database: Database;
  /** How many at once: each uses all cores of the machine for itself. */
  readonly concurrency?: number;
  /** Scans a folder with the fingerprints of a workspace. Expected failures are AppErrors. */
  readonly scan: (path: string, workspaceId: string, onProgress: (progress: ScanProgress) => void) => Promise<ScanOutcome>;
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
        const { findings, news, unread, read } = await scan(row.path, workspaceId, teller(database, tenancy, id));
        const taken = await ingest(database, tenancy, { repository: { name: row.repository, ...news }, seenAt, findings });
        const count = (outcome: string): number => taken.filter((one) => one.outcome === outcome).length;
        const outcome = {
          findings: findings.length,
          created: count("created"),
          known: count("known"),
          reopened: count("reopened"),
          read,
          unread,
        };
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

const TOLD_EVERY_MS = 1000;

/** Writes down how far a scan is, once a second at most. That it cannot is no reason for the scan to end. */
function teller(database: Database, tenancy: Tenancy, id: string): (progress: ScanProgress) => void {
  let last = 0;
  return (progress) => {
    if (Date.now() - last < TOLD_EVERY_MS) return;
    last = Date.now();
    inWorkspace(database, tenancy, ({ tx, workspaceId }) =>
      tx
        .update(scans)
        .set({ progress })
        .where(and(eq(scans.workspaceId, workspaceId), eq(scans.id, id), sql`finished_at is null`)),
    ).catch(() => undefined);
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
