import { type SQL, and, eq, sql } from "drizzle-orm";
import { incidentRepositories, incidents, repositoryMembers } from "../database/tables/incidents.ts";
import type { Actor, Scope } from "../database/tenancy.ts";

/** The member that an actor acts for: a token acts for the one who made it. */
export function userOf(actor: Actor): string {
  return actor.userId ?? actor.id;
}

/**
 * What a developer may see: incidents assigned to or owned by them, and those of their own repositories. undefined for all
 * other roles. It stands in every query, so that counts, pages and searches know of nothing else.
 */
export function visibleTo({ tx, workspaceId, actor }: Scope): SQL | undefined {
  if (actor.role !== "developer") return undefined;
  const user = userOf(actor);
  // A union of three index look-ups: as one condition with `or` it made the database walk through all incidents.
  const own = tx
    .select({ id: incidents.id })
    .from(incidents)
    .where(and(eq(incidents.workspaceId, workspaceId), eq(incidents.assignee, user)))
    .union(
      tx
        .select({ id: incidents.id })
        .from(incidents)
        .where(and(eq(incidents.workspaceId, workspaceId), eq(incidents.ownerUser, user))),
    )
    .union(
      tx
        .select({ id: incidentRepositories.incidentId })
        .from(incidentRepositories)
        .innerJoin(
          repositoryMembers,
          and(
            eq(repositoryMembers.workspaceId, incidentRepositories.workspaceId),
            eq(repositoryMembers.repository, incidentRepositories.repository),
          ),
        )
        .where(and(eq(incidentRepositories.workspaceId, workspaceId), eq(repositoryMembers.userId, user))),
    );
  return sql`${incidents.id} in ${own}`;
}
