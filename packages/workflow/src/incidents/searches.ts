import { AppError } from "@stanch/model";
import { and, eq, or, sql } from "drizzle-orm";
import * as z from "zod";
import { savedSearches } from "../database/tables/incidents.ts";
import type { Scope } from "../database/tenancy.ts";
import { isUuid, uuidV7 } from "../database/uuid.ts";
import { IncidentFilter, SORTS } from "./schemas.ts";
import { userOf } from "./visible.ts";

export const SavedSearch = z.object({
  id: z.uuid(),
  userId: z.string(),
  name: z.string().min(1).max(200),
  query: z.object({ filter: IncidentFilter, sort: z.enum(SORTS).optional() }),
  isShared: z.boolean().describe("Whether the whole workspace sees it"),
});
export type SavedSearch = z.infer<typeof SavedSearch>;

/** One's own and the shared ones, by name. */
export async function listSearches(scope: Scope): Promise<readonly SavedSearch[]> {
  const rows = await scope.tx
    .select()
    .from(savedSearches)
    .where(and(eq(savedSearches.workspaceId, scope.workspaceId), or(eq(savedSearches.userId, userOf(scope.actor)), savedSearches.isShared)))
    .orderBy(savedSearches.name, savedSearches.id);
  return rows.map((row) => SavedSearch.parse(row));
}

/** Under the same name it takes the place of the actor's earlier one. */
export async function saveSearch(scope: Scope, told: Pick<SavedSearch, "name" | "query" | "isShared">): Promise<SavedSearch> {
  const [row] = await scope.tx
    .insert(savedSearches)
    .values({ ...told, workspaceId: scope.workspaceId, id: uuidV7(), userId: userOf(scope.actor) })
    .onConflictDoUpdate({
      target: [savedSearches.workspaceId, savedSearches.userId, savedSearches.name],
      set: { query: sql`excluded.query`, isShared: sql`excluded.is_shared` },
    })
    .returning();
  return SavedSearch.parse(row);
}

/** One's own only. Throws INCIDENT_NOT_FOUND. */
export async function deleteSearch(scope: Scope, id: string): Promise<void> {
  const gone = isUuid(id)
    ? await scope.tx
        .delete(savedSearches)
        .where(
          and(eq(savedSearches.workspaceId, scope.workspaceId), eq(savedSearches.id, id), eq(savedSearches.userId, userOf(scope.actor))),
        )
        .returning({ id: savedSearches.id })
    : [];
  if (gone.length > 0) return;
  throw new AppError("INCIDENT_NOT_FOUND", {
    what: "There is no such search of yours",
    where: id.slice(0, 40).replace(/[^\w-]/g, "?"),
    next: "Take an id that the list of searches gives.",
  });
}
