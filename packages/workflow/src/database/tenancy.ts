import { AppError } from "@stanch/model";
import { eq, sql } from "drizzle-orm";
import { appendNotes } from "../audit/append.ts";
import type { AuditNote } from "../audit/entry.ts";
import type { Database, Orm } from "./connect.ts";
import { type Role, members, workspaces } from "./tables/tenancy.ts";
import { isUuid, uuidV7 } from "./uuid.ts";

export type Transaction = Parameters<Parameters<Orm["transaction"]>[0]>[0];

/** Who acts: written into the audit log, and what narrows what is seen. */
export interface Actor {
  /** `link`: the holder of a feedback link, without an account. `system`: the server or a worker itself. */
  readonly kind: "user" | "token" | "link" | "system";
  /** User id, token id, link id, or the name of the part that acts. */
  readonly id: string;
  readonly role: Role;
  /** The member that a token acts for; a user's own id needs no second naming. */
  readonly userId?: string;
  /** Where from: an IP address. */
  readonly address?: string;
  readonly userAgent?: string;
  /** The request that it came with; the audit log can be asked for it. */
  readonly requestId?: string;
}

/** One transaction in one workspace. Every function of this package that touches data takes one. */
export interface Scope {
  readonly tx: Transaction;
  readonly workspaceId: string;
  readonly actor: Actor;
  /** Keeps a note for the audit log; all notes are written together when the work is done, in the same transaction. */
  readonly note: (note: AuditNote) => void;
}

export interface Tenancy {
  readonly workspaceId: string;
  readonly actor: Actor;
}

/**
 * Runs `work` in one transaction that sees and writes only this workspace's rows; a throw undoes all of it.
 * Throws WORKSPACE_NOT_FOUND for what is no id. Do not keep the scope beyond `work`, and call no network inside.
 */
export async function inWorkspace<T>(database: Database, tenancy: Tenancy, work: (scope: Scope) => Promise<T>): Promise<T> {
  const { workspaceId, actor } = tenancy;
  if (!isUuid(workspaceId)) throw workspaceNotFound(workspaceId);
  return database.orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('stanch.workspace', ${workspaceId}, true)`);
    const notes: AuditNote[] = [];
    const given = await work({ tx, workspaceId, actor, note: (note) => void notes.push(note) });
    await appendNotes({ tx, workspaceId, actor }, notes);
    return given;
  });
}

/** Runs `work` without a workspace: it can list and create workspaces, and read the tables that are shown to the system. */
export async function asSystem<T>(database: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return database.orm.transaction(async (tx) => {
    await tx.execute(sql`select set_config('stanch.system', 'on', true)`);
    return work(tx);
  });
}

/** The server's or a worker's own doing; `part` names which: `ingest`, `reverify`. */
export function systemActor(part: string): Actor {
  return { kind: "system", id: part, role: "machine" };
}

/** `slug`: lower case, digits and hyphens, unique on the server. Gives the id. */
export async function createWorkspace(database: Database, told: { name: string; slug: string }): Promise<string> {
  const id = uuidV7();
  await asSystem(database, (tx) => tx.insert(workspaces).values({ id, ...told }));
  return id;
}

export interface Membership {
  readonly workspaceId: string;
  readonly slug: string;
  readonly name: string;
  readonly role: Role;
}

/** Where a user may go: asked at log-in. */
export async function membershipsOf(database: Database, userId: string): Promise<readonly Membership[]> {
  return asSystem(database, (tx) =>
    tx
      .select({ workspaceId: workspaces.id, slug: workspaces.slug, name: workspaces.name, role: members.role })
      .from(members)
      .innerJoin(workspaces, eq(workspaces.id, members.workspaceId))
      .where(eq(members.userId, userId))
      .orderBy(workspaces.slug),
  );
}

/** Every workspace's id: for a worker that visits one after the other. */
export async function workspaceIds(database: Database): Promise<readonly string[]> {
  const rows = await asSystem(database, (tx) => tx.select({ id: workspaces.id }).from(workspaces).orderBy(workspaces.id));
  return rows.map(({ id }) => id);
}

function workspaceNotFound(where: string): AppError {
  return new AppError("WORKSPACE_NOT_FOUND", {
    what: "There is no such workspace",
    where: where.slice(0, 40).replace(/[^\w-]/g, "?"),
    next: "Take an id that the list of workspaces gives.",
  });
}
