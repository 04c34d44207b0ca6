import { AppError } from "@stanch/model";
import { and, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import * as z from "zod";
import { SCAN_STATES, scans } from "../database/tables/scans.ts";
import type { Scope } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";

const time = z.iso.datetime();

export const Scan = z.object({
  id: z.uuid(),
  path: z.string(),
  repository: z.string().describe("What its findings are filed under"),
  status: z.enum(SCAN_STATES),
  requestedBy: z.string(),
  createdAt: time,
  startedAt: time.nullable(),
  finishedAt: time.nullable(),
  outcome: z
    .record(z.string(), z.unknown())
    .nullable()
    .describe("Numbers of findings, and of what could not be read; of a failure its sentence"),
  progress: z
    .object({ phase: z.enum(["files", "history", "attribution"]), doneBytes: z.number(), doneFiles: z.int() })
    .nullable()
    .describe("While it runs: how far it is"),
});
export type Scan = z.infer<typeof Scan>;

/** Writes it down as queued; the caller puts it into the queue after the commit. */
export async function queueScan(scope: Scope, told: { path: string; repository: string }): Promise<Scan> {
  const [row] = await scope.tx
    .insert(scans)
    .values({ workspaceId: scope.workspaceId, id: uuidV7(), ...told, requestedBy: scope.actor.id })
    .returning();
  if (row === undefined) throw new TypeError("an insert gave no row");
  scope.note({ action: "scan.queue", target: { kind: "scan", id: row.id }, details: told });
  return shownOf(row);
}

/** The newest first. `before`: the last id of the page before. */
export async function listScans({ tx }: Scope, { before, limit }: { before?: string; limit: number }): Promise<readonly Scan[]> {
  const rows = await tx
    .select()
    .from(scans)
    .where(before === undefined ? undefined : lt(scans.id, before))
    .orderBy(desc(scans.id))
    .limit(limit);
  return rows.map(shownOf);
}

/** Throws NOT_FOUND. */
export async function getScan({ tx, workspaceId }: Scope, id: string): Promise<Scan> {
  const [row] = isUuid(id)
    ? await tx
        .select()
        .from(scans)
        .where(and(eq(scans.workspaceId, workspaceId), eq(scans.id, id)))
    : [];
  if (row !== undefined) return shownOf(row);
  throw new AppError("NOT_FOUND", { what: "There is no such scan", where: "scans", next: "Take an id that the list gives." });
}

/** Those of these ids that there are. */
export async function scansById({ tx, workspaceId }: Scope, ids: readonly string[]): Promise<readonly Scan[]> {
  if (ids.length === 0) return [];
  const rows = await tx
    .select()
    .from(scans)
    .where(and(eq(scans.workspaceId, workspaceId), inArray(scans.id, [...ids])));
  return rows.map(shownOf);
}

/** How far those are that run, for whoever watches them. */
export async function scansUnderWay({ tx, workspaceId }: Scope): Promise<readonly Pick<Scan, "id" | "progress">[]> {
  return tx
    .select({ id: scans.id, progress: scans.progress })
    .from(scans)
    .where(and(eq(scans.workspaceId, workspaceId), isNull(scans.finishedAt)))
    .limit(100);
}

function shownOf(row: typeof scans.$inferSelect): Scan {
  const { workspaceId: _workspace, ...rest } = row;
  return {
    ...rest,
    createdAt: row.createdAt.toISOString(),
    startedAt: row.startedAt?.toISOString() ?? null,
    finishedAt: row.finishedAt?.toISOString() ?? null,
  };
}
