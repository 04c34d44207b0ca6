import { RepositoryNews, keepRepository, repositoriesOf, setRepositoriesOf } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { Done, InWorkspace } from "./_shapes.ts";

const Own = z.object({ repositories: z.array(z.string()) });

/** What is told of repositories, and whose they are. */
export const repositoryRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.put("/workspaces/:workspace/repositories", {
      config: { access: "source:write" },
      schema: {
        tags: ["repositories"],
        summary: "Tell who can read a repository, and its CODEOWNERS; absent members stay as they are",
        params: InWorkspace,
        body: RepositoryNews.strict(),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        await scoped(request, services, async (scope) => {
          await keepRepository(scope, request.body);
          scope.note({ action: "repository.change", target: { kind: "repository", id: request.body.name } });
        });
        return reply.code(204).send(null);
      },
    });
    app.get("/workspaces/:workspace/members/:user/repositories", {
      config: { access: "member:read" },
      schema: {
        tags: ["repositories"],
        summary: "A developer's own repositories",
        params: InWorkspace.extend({ user: z.string().max(64) }),
        response: { 200: Own },
      },
      handler: async (request) => ({
        repositories: [...(await scoped(request, services, (scope) => repositoriesOf(scope, request.params.user)))],
      }),
    });
    app.put("/workspaces/:workspace/members/:user/repositories", {
      config: { access: "member:write" },
      schema: {
        tags: ["repositories"],
        summary: "Set a developer's own repositories: they see the incidents of these",
        params: InWorkspace.extend({ user: z.string().max(64) }),
        body: z.strictObject({ repositories: z.array(z.string().min(1).max(500)).max(1000) }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        await scoped(request, services, (scope) => setRepositoriesOf(scope, request.params.user, request.body.repositories));
        return reply.code(204).send(null);
      },
    });
  };
