import { asSystem, createWorkspace, inWorkspace, members, systemActor } from "@stanch/workflow";
import { sql } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { answerOf, authHeaders } from "../auth/call-auth.ts";
import { hasUsers } from "../auth/users.ts";
import { RequestError } from "../errors/error-object.ts";
import { noteToServer } from "../http/server-notes.ts";
import type { Services } from "../services.ts";
import { Email, Name, Password } from "./_shapes.ts";

const NewUser = z.looseObject({ user: z.looseObject({ id: z.string() }) });

/** The first administrator, by the one-time link that the server prints at its start. */
export const setupRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/setup", {
      config: { access: "public" },
      schema: {
        tags: ["log-in"],
        summary: "Whether the first administrator is missing, and what log-in offers",
        security: [],
        response: { 200: z.object({ isNeeded: z.boolean(), sso: z.object({ name: z.string() }).nullable(), version: z.string() }) },
      },
      handler: async () => {
        const { STANCH_OIDC_ISSUER, STANCH_OIDC_NAME } = services.environment;
        return {
          isNeeded: !(await hasUsers(services.database)),
          sso: STANCH_OIDC_ISSUER === undefined ? null : { name: STANCH_OIDC_NAME },
          version: services.version,
        };
      },
    });
    app.post("/setup", {
      config: { access: "public", limit: "sign-in" },
      schema: {
        tags: ["log-in"],
        summary: "Register the first administrator and the first workspace; signs in",
        security: [],
        body: z.strictObject({
          link: z.string().max(100).describe("The part of the link after #"),
          name: Name,
          email: Email,
          password: Password,
          workspace: Name.default("Main"),
        }),
        response: { 201: z.object({ workspaceId: z.uuid() }) },
      },
      handler: async (request, reply) => {
        const { link, name, email, password, workspace } = request.body;
        if (!services.setupLink.accepts(link)) throw invalidLink();
        // Two that hold the link at once: the lock lets one after the other look whether somebody is there.
        const workspaceId = await asSystem(services.database, async (tx) => {
          await tx.execute(sql`select pg_advisory_xact_lock(7392002)`);
          if (await hasUsers(services.database)) throw invalidLink();
          const response = await services.auth.api.signUpEmail({
            body: { name, email, password },
            headers: authHeaders(request),
            asResponse: true,
          });
          const { user } = NewUser.parse(await answerOf(response, reply));
          const id = await createWorkspace(services.database, { name: workspace, slug: slugOf(workspace) });
          await inWorkspace(services.database, { workspaceId: id, actor: systemActor("setup") }, async (scope) => {
            await scope.tx.insert(members).values({ workspaceId: id, userId: user.id, role: "owner", name, emails: [email] });
            scope.note({ action: "workspace.create", target: { kind: "workspace", id }, details: { owner: user.id } });
          });
          return id;
        });
        const session = await services.auth.api.signInEmail({ body: { email, password }, headers: authHeaders(request), asResponse: true });
        await answerOf(session, reply);
        await noteToServer(request, services, { action: "setup.finish", details: { email } });
        return reply.code(201).send({ workspaceId });
      },
    });
  };

/** A slug of a name: lower-case letters, digits and hyphens, with some random ones so that it is free. */
export function slugOf(name: string): string {
  const plain = name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 50);
  return plain === "" ? "workspace" : plain;
}

function invalidLink(): RequestError {
  return new RequestError("SETUP_LINK_INVALID", {
    what: "The link is wrong, was used, or the server has an administrator already",
    where: "body.link",
    next: "Start the server again for a new link, or sign in.",
    param: "body.link",
  });
}
