import { Secret } from "@stanch/model";
import { type Actor, type Role, apiTokens, asSystem, inWorkspace, isUuid, members } from "@stanch/workflow";
import { and, eq, sql } from "drizzle-orm";
import type { FastifyRequest } from "fastify";
import { RequestError } from "../errors/error-object.ts";
import type { Principal } from "../http/types.ts";
import type { Services } from "../services.ts";
import { PERMISSIONS, type Permission, allows } from "./permissions.ts";
import { isToken, tokenHash } from "./token.ts";

/** Who the request comes from; undefined where it says nothing. Throws TOKEN_INVALID, TOKEN_EXPIRED or SESSION_EXPIRED. */
export async function principalOf(request: FastifyRequest, services: Services): Promise<Principal | undefined> {
  const { authorization, cookie } = request.headers;
  if (authorization !== undefined) return tokenPrincipal(authorization, services);
  if (cookie === undefined || !cookie.includes("stanch.session_token=")) return undefined;
  return sessionPrincipal(cookie, services);
}

async function sessionPrincipal(cookie: string, { auth }: Services): Promise<Principal> {
  const found = await auth.api.getSession({ headers: new Headers({ cookie }) });
  if (found === null) throw new RequestError("SESSION_EXPIRED", { what: "The session has ended", where: "cookie", next: "Sign in again." });
  const { user, session } = found;
  return {
    kind: "user",
    id: user.id,
    name: user.name,
    email: user.email,
    sessionId: session.id,
    isFresh: Date.now() - session.createdAt.getTime() < 10 * 60_000,
  };
}

async function tokenPrincipal(header: string, { database }: Services): Promise<Principal> {
  const value = /^Bearer ([\x21-\x7e]{1,200})$/i.exec(header)?.[1] ?? "";
  if (!isToken(value)) throw invalidToken("Its form or checksum does not fit");
  const [row] = await asSystem(database, (tx) =>
    tx
      .select()
      .from(apiTokens)
      .where(eq(apiTokens.hash, tokenHash(new Secret(value)))),
  );
  if (row === undefined || row.revokedAt !== null) throw invalidToken("It is unknown, or was revoked");
  if (row.expiresAt.getTime() <= Date.now())
    throw new RequestError("TOKEN_EXPIRED", {
      what: "The API token has expired",
      where: "header Authorization",
      next: "Make a new one in the workspace's settings.",
    });
  await noteUse(row, database);
  const scopes = new Set(PERMISSIONS.filter((permission) => row.scopes.includes(permission) && allows(row.role, permission)));
  return {
    kind: "token",
    id: row.id,
    name: row.name,
    email: null,
    token: { workspaceId: row.workspaceId, role: row.role, scopes, expiresAt: row.expiresAt.toISOString(), userId: row.createdBy },
  };
}

/** Written at most once a minute: a busy token does not write a row for each request. */
async function noteUse(row: typeof apiTokens.$inferSelect, database: Services["database"]): Promise<void> {
  if (row.lastUsedAt !== null && Date.now() - row.lastUsedAt.getTime() < 60_000) return;
  const tenancy = { workspaceId: row.workspaceId, actor: { kind: "token", id: row.id, role: row.role } as const };
  await inWorkspace(database, tenancy, ({ tx }) =>
    tx
      .update(apiTokens)
      .set({ lastUsedAt: sql`now()` })
      .where(eq(apiTokens.id, row.id)),
  );
}

function invalidToken(why: string): RequestError {
  return new RequestError("TOKEN_INVALID", {
    what: `The API token is refused. ${why}`,
    where: "header Authorization",
    next: "Make a new one in the workspace's settings.",
  });
}

/**
 * The role in the workspace that the path names. A workspace that is not the caller's does not exist for them: 404, whatever
 * they ask. Throws WORKSPACE_NOT_FOUND or NOT_ALLOWED.
 */
export async function roleFor(request: FastifyRequest, permission: Permission, services: Services): Promise<Role> {
  const { principal } = request;
  if (principal === undefined) throw notSignedIn();
  const workspaceId = workspaceOf(request);
  const role = await roleIn(workspaceId, principal, services);
  if (role === undefined) throw noSuchWorkspace();
  request.memberRole = role;
  const isInScope = principal.token === undefined || principal.token.scopes.has(permission);
  if (allows(role, permission) && isInScope) return role;
  throw new RequestError("NOT_ALLOWED", {
    what: isInScope ? `The role ${role} does not include ${permission}` : `The token's scopes do not include ${permission}`,
    where: request.routeOptions.url ?? "",
    next: "Ask an owner or manager of the workspace.",
  });
}

async function roleIn(workspaceId: string, principal: Principal, { database }: Services): Promise<Role | undefined> {
  if (!isUuid(workspaceId)) return undefined;
  if (principal.token !== undefined) return principal.token.workspaceId === workspaceId.toLowerCase() ? principal.token.role : undefined;
  const [row] = await asSystem(database, (tx) =>
    tx
      .select({ role: members.role })
      .from(members)
      .where(and(eq(members.workspaceId, workspaceId), eq(members.userId, principal.id))),
  );
  return row?.role;
}

/** The workspace that the path names. */
export function workspaceOf(request: FastifyRequest): string {
  const { params } = request;
  if (typeof params !== "object" || params === null || !("workspace" in params)) throw new TypeError("this path names no workspace");
  return String(params.workspace);
}

export function notSignedIn(): RequestError {
  return new RequestError("NOT_SIGNED_IN", {
    what: "The request carries neither a session nor a token",
    where: "header Authorization or Cookie",
    next: "Sign in, or send an API token.",
  });
}

function noSuchWorkspace(): RequestError {
  return new RequestError("WORKSPACE_NOT_FOUND", {
    what: "There is no such workspace, or it is not yours",
    where: "workspace",
    next: "GET /api/v1/me lists yours.",
    param: "params.workspace",
  });
}

/** How the request's caller appears to the workflow and in the audit log. */
export function actorOf(request: FastifyRequest, role: Role): Actor {
  const { principal } = request;
  if (principal === undefined) throw notSignedIn();
  const agent = request.headers["user-agent"];
  return {
    kind: principal.kind,
    id: principal.id,
    role,
    address: request.ip,
    requestId: request.id,
    ...(principal.token === undefined ? {} : { userId: principal.token.userId }),
    ...(agent === undefined ? {} : { userAgent: agent.slice(0, 300) }),
  };
}
