import { NewWatchedSource, SourceState, WatchedSource, changeSource, listSources, unwatchSource, watchSource } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { pageOf } from "../http/cursor.ts";
import { scoped, tenancyOf } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Done, InWorkspace } from "./_shapes.ts";

for (const [id, schema] of Object.entries({ WatchedSource, SourceState, NewWatchedSource })) z.globalRegistry.add(schema, { id });
const One = InWorkspace.extend({ source: z.string().max(64) });
const Made = WatchedSource.extend({
  hookUrl: z.url().describe("Where the host sends its webhooks to"),
  hookSecret: z.string().describe("What it signs them with. Shown once"),
});

const Options = z.object({
  hosts: z
    .array(z.enum(["github", "gitlab", "bitbucket"]))
    .describe("Those that a token is there for; without one only what is public can be read"),
  folders: z.array(z.string()),
});

/** Code hosts and images under watch. The server's own environment holds what they are read with (GITHUB_TOKEN, GITLAB_TOKEN, …). */
export const sourceRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/sources", {
      config: { access: "source:read" },
      schema: { tags: ["sources"], summary: "Places under watch", params: InWorkspace, response: { 200: pageOf(SourceState) } },
      handler: async (request) => ({ items: [...(await scoped(request, services, listSources))], nextCursor: null }),
    });
    app.get("/workspaces/:workspace/source-options", {
      config: { access: "source:read" },
      schema: {
        tags: ["sources"],
        summary: "What this server can read: which hosts it has a token for, which folders its operator allows",
        params: InWorkspace,
        response: { 200: Options },
      },
      handler: async () => ({ hosts: services.tools.hostsWithToken(), folders: [...services.environment.STANCH_SCAN_FOLDERS] }),
    });
    app.post("/workspaces/:workspace/sources", {
      config: { access: "source:write" },
      schema: {
        tags: ["sources"],
        summary: "Watch a place: it is looked at now, at every webhook, and every so often",
        params: InWorkspace,
        body: NewWatchedSource.strict(),
        response: { 201: Made },
      },
      handler: async (request, reply) => {
        const { ring } = await services.work();
        const told = { tenancy: tenancyOf(request), told: request.body };
        const { source, hookSecret } = await watchSource(services.database, ring, told);
        return reply.code(201).send({ ...source, hookUrl: `${services.publicUrl}/api/v1/hooks/${source.id}`, hookSecret });
      },
    });
    app.patch("/workspaces/:workspace/sources/:source", {
      config: { access: "source:write" },
      schema: {
        tags: ["sources"],
        summary: "Change how often, switch it off or on, or look now",
        params: One,
        body: z.strictObject({
          everyMinutes: z.int().min(5).max(43_200).optional(),
          isEnabled: z.boolean().optional(),
          lookNow: z.literal(true).optional(),
        }),
        response: { 200: WatchedSource },
      },
      handler: async (request) => {
        const { everyMinutes, isEnabled, lookNow } = request.body;
        const change = {
          ...(everyMinutes === undefined ? {} : { everyMinutes }),
          ...(isEnabled === undefined ? {} : { isEnabled }),
          ...(lookNow === undefined ? {} : { lookNow }),
        };
        return scoped(request, services, (scope) => changeSource(scope, request.params.source, change));
      },
    });
    app.delete("/workspaces/:workspace/sources/:source", {
      config: { access: "source:write" },
      schema: { tags: ["sources"], summary: "Watch it no more; its incidents stay", params: One, response: { 204: Done } },
      handler: async (request, reply) => {
        await scoped(request, services, (scope) => unwatchSource(scope, request.params.source));
        return reply.code(204).send(null);
      },
    });
  };
