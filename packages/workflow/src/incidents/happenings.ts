import { and, eq, sql } from "drizzle-orm";
import { channels } from "../database/tables/notify.ts";
import type { Scope } from "../database/tenancy.ts";

export const HAPPENINGS = [
  "incident.triggered",
  "incident.reopened",
  "incident.assigned",
  "incident.resolved",
  "incident.overdue",
  "incident.validity",
  "incident.feedback",
  "incident.reported",
] as const;
/** What channels can ask to be told of. */
export type HappeningKind = (typeof HAPPENINGS)[number];

export interface Happening {
  readonly incidentId: string;
  readonly kind: HappeningKind;
}

/** Puts what happened into the outbox, in the same transaction: what is told did happen, and what happened is told. */
export async function tell(scope: Scope, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return;
  const [listening] = await scope.tx
    .select({ id: channels.id })
    .from(channels)
    .where(and(eq(channels.workspaceId, scope.workspaceId), channels.isEnabled))
    .limit(1);
  if (listening === undefined) return;
  await scope.tx.execute(sql`
    insert into outbox (workspace_id, channel_id, incident_id, kind, at, next_at)
    select ${scope.workspaceId}, c.id, i.id, h.kind, now(), now()
    from json_to_recordset(${JSON.stringify(happenings)}::json) as h ("incidentId" uuid, kind text)
    join incidents i on i.workspace_id = ${scope.workspaceId} and i.id = h."incidentId"
    join channels c on c.workspace_id = ${scope.workspaceId} and c.is_enabled and h.kind = any(c.events) and i.severity >= c.min_severity`);
}
