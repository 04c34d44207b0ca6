import { type Scope, apiTokens, uuidV7 } from "@stanch/workflow";
import { and, desc, eq, isNull, lt } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { PERMISSIONS, ROLE_PERMISSIONS, allows } from "../auth/permissions.ts";
import { makeToken, tokenHash } from "../auth/token.ts";
import { RequestError } from "../errors/error-object.ts";
import { PageQuery, pageOf } from "../http/cursor.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Done, Id, InWorkspace, Name, Permissions, Role, Time } from "./_shapes.ts";

const Token = z.object({
  id: Id,
  name: z.string(),
  role: Role,
  scopes: Permissions,
  tail: z.string().describe("Its last four characters"),
  createdBy: z.string(),
  createdAt: Time,
  expiresAt: Time,
  lastUsedAt: Time.nullable(),
  revokedAt: Time.nullable(),
});
z.globalRegistry.add(Token, { id: "ApiToken" });

const DAY_MS = 24 * 60 * 60 * 1000;

/** API tokens of programs: a role, of that some scopes, and an end. */
export const tokenRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/tokens", {
      config: { access: "token:read" },
      schema: {
        tags: ["tokens"],
        summary: "API tokens of the workspace, the newest first",
        params: InWorkspace,
        querystring: PageQuery,
        response: { 200: pageOf(Token) },
      },
      handler: async (request) => {
        const { limit, cursor } = request.query;
        const before = services.cursors.read("tokens", cursor);
        const rows = await scoped(request, services, ({ tx }) =>
          tx
            .select()
            .from(apiTokens)
            .where(before === undefined ? undefined : lt(apiTokens.id, before))
            .orderBy(desc(apiTokens.id))
            .limit(limit + 1),
        );
        const shown = rows.slice(0, limit);
        const last = shown.at(-1);
        return {
          items: shown.map(viewOf),
          nextCursor: rows.length > limit && last !== undefined ? services.cursors.write("tokens", last.id) : null,
        };
      },
    });
    app.post("/workspaces/:workspace/tokens", {
      config: { access: "token:write" },
      schema: {
        tags: ["tokens"],
        summary: "Make an API token; it is shown once",
        params: InWorkspace,
        body: z.strictObject({
          name: Name,
          role: Role.default("machine"),
          scopes: Permissions.min(1).max(PERMISSIONS.length).optional().describe("Default: all of the role"),
          days: z.int().min(1).max(365).default(90).describe("How long it lives"),
        }),
        response: { 201: Token.extend({ token: z.string().describe("stanch_…; not shown again") }) },
      },
      handler: async (request, reply) => {
        const { name, role, days } = request.body;
        const scopes = [...new Set(request.body.scopes ?? [...ROLE_PERMISSIONS[role]])];
        const own = request.principal?.token;
        for (const scope of scopes) {
          const isOwn = request.role !== undefined && allows(request.role, scope) && (own === undefined || own.scopes.has(scope));
          if (!isOwn || (role === "owner" && request.role !== "owner"))
            throw new RequestError("NOT_ALLOWED", {
              what: `You may not give away ${scope} in the role ${role}`,
              where: "body.scopes",
              next: "Ask for less.",
              param: "body.scopes",
            });
          if (!allows(role, scope))
            throw new RequestError("REQUEST_INVALID", {
              what: `The role ${role} does not include ${scope}`,
              where: "body.scopes",
              next: "Choose another role, or fewer scopes.",
              param: "body.scopes",
            });
        }
        const token = makeToken();
        const row = await scoped(request, services, async (scope) => {
          const [made] = await scope.tx
            .insert(apiTokens)
            .values({
              id: uuidV7(),
              workspaceId: scope.workspaceId,
              name,
              role,
              scopes,
              hash: tokenHash(token),
              tail: token.reveal().slice(-4),
              createdBy: scope.actor.userId ?? scope.actor.id,
              expiresAt: new Date(Date.now() + days * DAY_MS),
            })
            .returning();
          if (made === undefined) throw new TypeError("an insert gave no row");
          scope.note({ action: "token.create", target: { kind: "token", id: made.id }, details: { name, role, scopes, days } });
          return made;
        });
        // The one place where the clear token leaves: its maker sees it once.
        return reply.code(201).send({ ...viewOf(row), token: token.reveal() });
      },
    });
    app.delete("/workspaces/:workspace/tokens/:token", {
      config: { access: "token:write" },
      schema: {
        tags: ["tokens"],
        summary: "Revoke an API token, at once",
        params: InWorkspace.extend({ token: Id }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        await scoped(request, services, (scope) => revoke(scope, request.params.token));
        return reply.code(204).send(null);
      },
    });
  };

async function revoke({ tx, note }: Scope, id: string): Promise<void> {
  const gone = await tx
    .update(apiTokens)
    .set({ revokedAt: new Date() })
    .where(and(eq(apiTokens.id, id), isNull(apiTokens.revokedAt)))
    .returning({ id: apiTokens.id });
  if (gone.length === 0)
    throw new RequestError("NOT_FOUND", {
      what: "There is no such token, or it was revoked",
      where: "tokens",
      next: "GET the list.",
      param: "params.token",
    });
  note({ action: "token.revoke", target: { kind: "token", id } });
}

function viewOf(row: typeof apiTokens.$inferSelect): z.input<typeof Token> {
  return {
    id: row.id,
    name: row.name,
    role: row.role,
    scopes: PERMISSIONS.filter((permission) => row.scopes.includes(permission)),
    tail: row.tail,
    createdBy: row.createdBy,
    createdAt: row.createdAt.toISOString(),
    expiresAt: row.expiresAt.toISOString(),
    lastUsedAt: row.lastUsedAt?.toISOString() ?? null,
    revokedAt: row.revokedAt?.toISOString() ?? null,
  };
}
