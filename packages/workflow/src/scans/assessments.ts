import { and, desc, eq } from "drizzle-orm";
import * as z from "zod";
import { ASSESSMENTS, assessments } from "../database/tables/scans.ts";
import type { Scope } from "../database/tenancy.ts";
import { uuidV7 } from "../database/uuid.ts";
import { getIncident } from "../incidents/detail.ts";

export const Assessment = z.object({
  id: z.uuid(),
  kind: z.enum(ASSESSMENTS),
  body: z.record(z.string(), z.unknown()).describe("As `stanch misuse` or `stanch impact` gives it as JSON"),
  madeBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type Assessment = z.infer<typeof Assessment>;

/** Throws INCIDENT_NOT_FOUND, for what the actor may not see as well. */
export async function keepAssessment(scope: Scope, incidentId: string, told: Pick<Assessment, "kind" | "body">): Promise<Assessment> {
  await getIncident(scope, incidentId);
  const [row] = await scope.tx
    .insert(assessments)
    .values({ workspaceId: scope.workspaceId, incidentId, id: uuidV7(), ...told, madeBy: scope.actor.id })
    .returning();
  if (row === undefined) throw new TypeError("an insert gave no row");
  scope.note({ action: `incident.${told.kind}`, target: { kind: "incident", id: incidentId } });
  return shownOf(row);
}

/** Throws INCIDENT_NOT_FOUND; undefined where nobody told anything yet. */
export async function latestAssessment(scope: Scope, incidentId: string, kind: Assessment["kind"]): Promise<Assessment | undefined> {
  await getIncident(scope, incidentId);
  const [row] = await scope.tx
    .select()
    .from(assessments)
    .where(and(eq(assessments.workspaceId, scope.workspaceId), eq(assessments.incidentId, incidentId), eq(assessments.kind, kind)))
    .orderBy(desc(assessments.id))
    .limit(1);
  return row === undefined ? undefined : shownOf(row);
}

const shownOf = ({ id, kind, body, madeBy, createdAt }: typeof assessments.$inferSelect): Assessment => ({
  id,
  kind,
  body,
  madeBy,
  createdAt: createdAt.toISOString(),
});
