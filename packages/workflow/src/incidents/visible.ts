import { type SQL, and, eq, or, sql } from "drizzle-orm";
import { incidentRepositories, incidents, repositoryMembers } from "../database/tables/incidents.ts";
import type { Actor, Scope } from "../database/tenancy.ts";

/** The member that an actor acts for: a token acts for the one who made it. */
export function userOf(actor: Actor): string {
  return actor.userId ?? actor.id;
}

/**
 * What a developer may see: incidents assigned to or owned by them, and those of their own repositories. undefined for all
 * other roles. It, or `visibleInList`, stands in every query: counts, pages and searches know of nothing else.
 */
export function visibleTo({ tx, workspaceId, actor }: Scope): SQL | undefined {
  if (actor.role !== "developer") return undefined;
  const user = userOf(actor);
  const own = tx
    .select({ repository: repositoryMembers.repository })
    .from(repositoryMembers)
    .where(and(eq(repositoryMembers.workspaceId, workspaceId), eq(repositoryMembers.userId, user)));
  const inOwn = sql`exists (select from ${incidentRepositories} where ${incidentRepositories.workspaceId} = ${workspaceId}
    and ${incidentRepositories.incidentId} = ${incidents.id} and ${incidentRepositories.repository} = any(array(${own})))`;
  return or(eq(incidents.assignee, user), eq(incidents.ownerUser, user), inOwn);
}

/** Up to so many it is quicker to fetch all of them and sort; beyond, to walk along the order and leave out the others'. */
const FEW = 3000;

/** The same condition for a page of a list, in the form that is quick for this developer. */
export async function visibleInList(scope: Scope): Promise<SQL | undefined> {
  const { tx, workspaceId, actor } = scope;
  if (actor.role !== "developer") return undefined;
  const user = userOf(actor);
  const mine = (column: typeof incidents.assignee | typeof incidents.ownerUser) =>
    tx
      .select({ id: incidents.id })
      .from(incidents)
      .where(and(eq(incidents.workspaceId, workspaceId), eq(column, user)));
  const repositories = tx
    .select({ id: incidentRepositories.incidentId })
    .from(incidentRepositories)
    .innerJoin(
      repositoryMembers,
      and(
        eq(repositoryMembers.workspaceId, incidentRepositories.workspaceId),
        eq(repositoryMembers.repository, incidentRepositories.repository),
      ),
    )
    .where(and(eq(incidentRepositories.workspaceId, workspaceId), eq(repositoryMembers.userId, user)))
    .limit(FEW + 1);
  const all = mine(incidents.assignee)
    .union(mine(incidents.ownerUser))
    .union(repositories)
    .limit(FEW + 1);
  const { rows } = await tx.execute<{ n: number }>(sql`select count(*)::int as n from ${all} as visible`);
  const count = rows[0]?.n ?? 0;
  return count > FEW ? visibleTo(scope) : sql`${incidents.id} = any(array(${all}))`;
}
