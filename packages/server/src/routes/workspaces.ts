import { createWorkspace, inWorkspace, members, membershipsOf, workspaces } from "@stanch/workflow";
import { eq } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { actorOf, notSignedIn } from "../auth/principal.ts";
import { RequestError } from "../errors/error-object.ts";
import { requireMatch } from "../http/etags.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Id, InWorkspace, Name, Time } from "./_shapes.ts";

const WorkspaceDetail = z.object({ id: Id, slug: z.string(), name: z.string(), createdAt: Time });
z.globalRegistry.add(WorkspaceDetail, { id: "WorkspaceDetail" });

/** Workspaces: the tenants. Nothing of one is seen from another. */
export const workspaceRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.post("/workspaces", {
      config: { access: "signed-in" },
      schema: {
        tags: ["workspaces"],
        summary: "Make a workspace; its maker owns it. For owners of another one",
        body: z.strictObject({ name: Name, slug: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/) }),
        response: { 201: WorkspaceDetail },
      },
      handler: async (request, reply) => {
        const { principal } = request;
        if (principal === undefined) throw notSignedIn();
        const own = principal.kind === "user" ? await membershipsOf(services.database, principal.id) : [];
        if (!own.some(({ role }) => role === "owner"))
          throw new RequestError("NOT_ALLOWED", {
            what: "Only an owner makes workspaces",
            where: "workspaces",
            next: "Ask an owner of this server.",
          });
        const id = await createWorkspace(services.database, request.body).catch((cause: unknown) => {
          throw isDuplicate(cause)
            ? new RequestError("CONFLICT", {
                what: "This slug is taken",
                where: "body.slug",
                next: "Choose another.",
                param: "body.slug",
                cause,
              })
            : cause;
        });
        const made = await inWorkspace(services.database, { workspaceId: id, actor: actorOf(request, "owner") }, async (scope) => {
          const emails = principal.email === null ? [] : [principal.email];
          await scope.tx.insert(members).values({ workspaceId: id, userId: principal.id, role: "owner", name: principal.name, emails });
          scope.note({ action: "workspace.create", target: { kind: "workspace", id } });
          return viewOf(await rowOf(scope));
        });
        return reply.code(201).send(made);
      },
    });
    app.get("/workspaces/:workspace", {
      config: { access: "workspace:read" },
      schema: { tags: ["workspaces"], summary: "A workspace", params: InWorkspace, response: { 200: WorkspaceDetail } },
      handler: async (request) => scoped(request, services, async (scope) => viewOf(await rowOf(scope))),
    });
    app.patch("/workspaces/:workspace", {
      config: { access: "workspace:write" },
      schema: {
        tags: ["workspaces"],
        summary: "Rename a workspace",
        params: InWorkspace,
        body: z.strictObject({ name: Name }),
        response: { 200: WorkspaceDetail },
      },
      handler: async (request) =>
        scoped(request, services, async (scope) => {
          requireMatch(request, WorkspaceDetail, viewOf(await rowOf(scope)));
          await scope.tx.update(workspaces).set({ name: request.body.name }).where(eq(workspaces.id, scope.workspaceId));
          scope.note({
            action: "workspace.rename",
            target: { kind: "workspace", id: scope.workspaceId },
            details: { name: request.body.name },
          });
          return viewOf(await rowOf(scope));
        }),
    });
  };

type Row = typeof workspaces.$inferSelect;

async function rowOf({ tx, workspaceId }: Parameters<Parameters<typeof scoped<Row>>[2]>[0]): Promise<Row> {
  const [row] = await tx.select().from(workspaces).where(eq(workspaces.id, workspaceId));
  if (row === undefined) throw new TypeError("a workspace vanished within its own transaction");
  return row;
}

const viewOf = ({ id, slug, name, createdAt }: Row): z.input<typeof WorkspaceDetail> => ({
  id,
  slug,
  name,
  createdAt: createdAt.toISOString(),
});

/** PostgreSQL's unique_violation, below drizzle's own error. */
export function isDuplicate(error: unknown): boolean {
  const cause = error instanceof Error ? (error.cause ?? error) : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause && cause.code === "23505";
}
