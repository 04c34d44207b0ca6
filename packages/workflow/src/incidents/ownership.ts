import { and, eq } from "drizzle-orm";
import type { Scope } from "../database/tenancy.ts";
import { type EXPOSURES, repositories } from "../database/tables/incidents.ts";
import { members } from "../database/tables/tenancy.ts";
import type { FoundPlace } from "./batch.ts";
import { type CodeOwnersRule, ownersOf, parseCodeOwners } from "./codeowners.ts";

export interface Owner {
  readonly ownerUser: string | null;
  readonly ownerLabel: string | null;
  readonly ownerFrom: "codeowners" | "author" | "catalogue" | null;
}

/** What is known of a repository, prepared for many findings. */
export interface RepositoryFacts {
  readonly exposure: (typeof EXPOSURES)[number];
  readonly readers: number | null;
  readonly ownerOf: (places: readonly FoundPlace[]) => Owner;
}

/** Reads the repository's facts and the workspace's members once. */
export async function readRepositoryFacts(scope: Scope, name: string): Promise<RepositoryFacts> {
  const [known] = await scope.tx
    .select()
    .from(repositories)
    .where(and(eq(repositories.workspaceId, scope.workspaceId), eq(repositories.name, name)));
  const people = await scope.tx
    .select({ userId: members.userId, emails: members.emails, handles: members.handles })
    .from(members)
    .where(eq(members.workspaceId, scope.workspaceId));
  const userOf = new Map(
    people.flatMap(({ userId, emails, handles }) => [...emails, ...handles].map((name) => [name.toLowerCase(), userId])),
  );
  const rules = parseCodeOwners(known?.codeowners ?? "");
  const facts = { rules, catalogue: known?.catalogueOwner ?? null, userOf: (label: string) => userOf.get(label.toLowerCase()) ?? null };
  return {
    exposure: known?.exposure ?? "unknown",
    readers: known?.readers ?? null,
    ownerOf: (places) => ownerOf(places, facts),
  };
}

interface Facts {
  readonly rules: readonly CodeOwnersRule[];
  readonly catalogue: string | null;
  readonly userOf: (label: string) => string | null;
}

/**
 * CODEOWNERS says who answers for the file; else the last commit's author, if a member; else the catalogue's owner; else the
 * author as the commit names them.
 */
function ownerOf(places: readonly FoundPlace[], { rules, catalogue, userOf }: Facts): Owner {
  for (const { path } of places) {
    const owners = ownersOf(rules, path);
    const named = owners.find((label) => userOf(label) !== null) ?? owners[0];
    if (named !== undefined) return { ownerUser: userOf(named), ownerLabel: named.slice(0, 200), ownerFrom: "codeowners" };
  }
  const email = places
    .filter((place) => place.email !== null)
    .toSorted((a, b) => ((a.authored_at ?? "") < (b.authored_at ?? "") ? 1 : -1))[0]?.email;
  const author = email ?? null;
  const user = author === null ? null : userOf(author);
  if (user === null && catalogue !== null) return { ownerUser: userOf(catalogue), ownerLabel: catalogue, ownerFrom: "catalogue" };
  return { ownerUser: user, ownerLabel: author, ownerFrom: author === null ? null : "author" };
}
