import { SavedSearch, deleteSearch, listSearches, saveSearch } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { pageOf } from "../http/cursor.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Done, Id, InWorkspace } from "./_shapes.ts";

z.globalRegistry.add(SavedSearch, { id: "SavedSearch" });

/** Saved views of the list of incidents: one's own and those that somebody shares. */
export const searchRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/searches", {
      config: { access: "incident:read" },
      schema: { tags: ["incidents"], summary: "Saved views", params: InWorkspace, response: { 200: pageOf(SavedSearch) } },
      handler: async (request) => ({ items: [...(await scoped(request, services, listSearches))], nextCursor: null }),
    });
    app.post("/workspaces/:workspace/searches", {
      config: { access: "incident:read" },
      schema: {
        tags: ["incidents"],
        summary: "Save a view; one of the same name of yours is replaced",
        params: InWorkspace,
        body: SavedSearch.pick({ name: true, query: true })
          .strict()
          .extend({ isShared: z.boolean().default(false) }),
        response: { 201: SavedSearch },
      },
      handler: async (request, reply) => reply.code(201).send(await scoped(request, services, (scope) => saveSearch(scope, request.body))),
    });
    app.delete("/workspaces/:workspace/searches/:search", {
      config: { access: "incident:read" },
      schema: {
        tags: ["incidents"],
        summary: "Delete a view of yours",
        params: InWorkspace.extend({ search: Id }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        await scoped(request, services, (scope) => deleteSearch(scope, request.params.search));
        return reply.code(204).send(null);
      },
    });
  };
