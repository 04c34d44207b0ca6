import { and, eq, sql } from "drizzle-orm";
import * as z from "zod";
import { EXPOSURES, repositories, repositoryMembers } from "../database/tables/incidents.ts";
import type { Scope } from "../database/tenancy.ts";
import { catalogueOwner } from "./catalogue.ts";

/** What is told of a repository, by a push or by a connected host. Absent members keep what was known. */
export const RepositoryNews = z.object({
  name: z.string().min(1).max(500),
  exposure: z.enum(EXPOSURES).optional(),
  readers: z.int().nonnegative().optional().describe("How many people can read it"),
  codeowners: z.string().max(3_000_000).optional().describe("The CODEOWNERS file's text"),
  catalogue: z.string().max(1_000_000).optional().describe("A catalogue file's text, such as catalog-info.yaml"),
});
export type RepositoryNews = z.infer<typeof RepositoryNews>;

/** Keeps what is told. Incidents take it up when they are next ingested or weighed. */
export async function keepRepository(scope: Scope, news: RepositoryNews): Promise<void> {
  const { name, exposure, readers, codeowners } = news;
  const owner = news.catalogue === undefined ? undefined : catalogueOwner(news.catalogue);
  const told = {
    ...(exposure === undefined ? {} : { exposure }),
    ...(readers === undefined ? {} : { readers }),
    ...(codeowners === undefined ? {} : { codeowners: codeowners.replaceAll("\0", "") }),
    ...(owner === undefined ? {} : { catalogueOwner: owner }),
  };
  await scope.tx
    .insert(repositories)
    .values({ workspaceId: scope.workspaceId, name: name.replaceAll("\0", ""), ...told })
    .onConflictDoUpdate({ target: [repositories.workspaceId, repositories.name], set: { ...told, updatedAt: sql`now()` } });
}

/** The repositories that are a developer's own: these and no others. */
export async function setRepositoriesOf(scope: Scope, userId: string, names: readonly string[]): Promise<void> {
  await scope.tx
    .delete(repositoryMembers)
    .where(and(eq(repositoryMembers.workspaceId, scope.workspaceId), eq(repositoryMembers.userId, userId)));
  const rows = [...new Set(names)].map((repository) => ({ workspaceId: scope.workspaceId, userId, repository }));
  if (rows.length > 0) await scope.tx.insert(repositoryMembers).values(rows);
  scope.note({ action: "member.repositories", target: { kind: "member", id: userId }, details: { repositories: rows.length } });
}

export async function repositoriesOf(scope: Scope, userId: string): Promise<readonly string[]> {
  const rows = await scope.tx
    .select({ name: repositoryMembers.repository })
    .from(repositoryMembers)
    .where(and(eq(repositoryMembers.workspaceId, scope.workspaceId), eq(repositoryMembers.userId, userId)))
    .orderBy(repositoryMembers.repository);
  return rows.map(({ name }) => name);
}
