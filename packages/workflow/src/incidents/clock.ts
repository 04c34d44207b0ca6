import { and, eq, isNull, isNotNull, lte, ne } from "drizzle-orm";
import type { Database } from "../database/connect.ts";
import { incidents } from "../database/tables/incidents.ts";
import { type Scope, inWorkspace, systemActor, workspaceIds } from "../database/tenancy.ts";
import { write } from "./change.ts";
import { tell } from "./happenings.ts";
import { dueAt, slaHours } from "./severity.ts";
import { severityAt } from "./shapes.ts";
import { reasonToReopen, reopened } from "./states.ts";

export interface ClockResult {
  readonly reopened: number;
  readonly overdue: number;
}

/**
 * For the worker, every minute: accepted risks whose time is over come back, and what has become overdue is told once.
 * At most a thousand of each a workspace and call; the next call takes the rest.
 */
export async function runClock(database: Database, now: Date = new Date()): Promise<ClockResult> {
  let result = { reopened: 0, overdue: 0 };
  for (const workspaceId of await workspaceIds(database)) {
    const one = await inWorkspace(database, { workspaceId, actor: systemActor("clock") }, async (scope) => ({
      reopened: await reopenAccepted(scope, now),
      overdue: await tellOverdue(scope, now),
    }));
    result = { reopened: result.reopened + one.reopened, overdue: result.overdue + one.overdue };
  }
  return result;
}

async function reopenAccepted(scope: Scope, now: Date): Promise<number> {
  const rows = await scope.tx
    .select()
    .from(incidents)
    .where(and(eq(incidents.workspaceId, scope.workspaceId), isNotNull(incidents.acceptedUntil), lte(incidents.acceptedUntil, now)))
    .limit(1000)
    .for("update", { skipLocked: true });
  const hours = await slaHours(scope);
  for (const row of rows) {
    const reason = reasonToReopen(row, { kind: "time" }, now);
    if (reason === undefined) continue;
    const after = { ...reopened(row), openedAt: now, dueAt: dueAt(now, severityAt(row.severity), hours) };
    await write(scope, row, { after, kind: "reopen", reason, now });
  }
  await tell(
    scope,
    rows.map(({ id }) => ({ incidentId: id, kind: "incident.reopened" })),
  );
  return rows.length;
}

async function tellOverdue(scope: Scope, now: Date): Promise<number> {
  const rows = await scope.tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(
      and(
        eq(incidents.workspaceId, scope.workspaceId),
        ne(incidents.state, "resolved"),
        lte(incidents.dueAt, now),
        isNull(incidents.overdueToldAt),
      ),
    )
    .orderBy(incidents.dueAt)
    .limit(1000)
    .for("update", { skipLocked: true });
  for (const { id } of rows)
    await scope.tx
      .update(incidents)
      .set({ overdueToldAt: now })
      .where(and(eq(incidents.workspaceId, scope.workspaceId), eq(incidents.id, id)));
  await tell(
    scope,
    rows.map(({ id }) => ({ incidentId: id, kind: "incident.overdue" })),
  );
  return rows.length;
}
