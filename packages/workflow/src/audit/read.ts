import { and, asc, desc, eq, gt, gte, lt, lte } from "drizzle-orm";
import type { Scope } from "../database/tenancy.ts";
import { auditEntries, auditHeads } from "../database/tables/audit.ts";
import type { AuditLine } from "./entry.ts";

export interface AuditFilter {
  readonly action?: string;
  readonly actorId?: string;
  readonly targetId?: string;
  readonly requestId?: string;
  readonly since?: Date;
  readonly until?: Date;
  /** The last `seq` of the page before: the list goes from the newest down. */
  readonly beforeSeq?: number;
  /** 1 to 200, default 50. */
  readonly limit?: number;
}

/** A page of the log, the newest entry first. `nextBeforeSeq` goes into the next call; absent at the end. */
export async function listAudit(
  scope: Scope,
  filter: AuditFilter = {},
): Promise<{ entries: readonly AuditLine[]; nextBeforeSeq?: number }> {
  const limit = Math.min(Math.max(filter.limit ?? 50, 1), 200);
  const rows = await scope.tx
    .select()
    .from(auditEntries)
    .where(conditionsOf(scope, filter))
    .orderBy(desc(auditEntries.seq))
    .limit(limit + 1);
  const entries = rows.slice(0, limit).map(asLine);
  const last = entries.at(-1);
  return { entries, ...(rows.length > limit && last !== undefined ? { nextBeforeSeq: last.seq } : {}) };
}

function conditionsOf(scope: Scope, filter: AuditFilter) {
  return and(
    eq(auditEntries.workspaceId, scope.workspaceId),
    filter.action === undefined ? undefined : eq(auditEntries.action, filter.action),
    filter.actorId === undefined ? undefined : eq(auditEntries.actorId, filter.actorId),
    filter.targetId === undefined ? undefined : eq(auditEntries.targetId, filter.targetId),
    filter.requestId === undefined ? undefined : eq(auditEntries.requestId, filter.requestId),
    filter.since === undefined ? undefined : gte(auditEntries.at, filter.since),
    filter.until === undefined ? undefined : lte(auditEntries.at, filter.until),
    filter.beforeSeq === undefined ? undefined : lt(auditEntries.seq, filter.beforeSeq),
  );
}

/** The whole log in order, or what comes after an entry's `seq`: one JSON text a line, without the line ends. Reads a thousand at a time. */
export async function* exportAudit(scope: Scope, afterSeq = 0): AsyncGenerator<string> {
  let after = afterSeq;
  for (;;) {
    const rows = await scope.tx
      .select()
      .from(auditEntries)
      .where(and(eq(auditEntries.workspaceId, scope.workspaceId), gt(auditEntries.seq, after)))
      .orderBy(asc(auditEntries.seq))
      .limit(1000);
    for (const row of rows) yield JSON.stringify(asLine(row));
    const last = rows.at(-1);
    if (last === undefined) return;
    after = last.seq;
  }
}

/** Number and hash of the newest entry: kept elsewhere, they prove later that no entry was cut off the end. */
export async function auditHead(scope: Scope): Promise<{ seq: number; hash: string } | undefined> {
  const [head] = await scope.tx
    .select({ seq: auditHeads.seq, hash: auditHeads.hash })
    .from(auditHeads)
    .where(eq(auditHeads.workspaceId, scope.workspaceId));
  return head;
}

function asLine(row: typeof auditEntries.$inferSelect): AuditLine {
  return { ...row, at: row.at.toISOString() };
}
