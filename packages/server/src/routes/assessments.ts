import { Assessment, keepAssessment, latestAssessment } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { InWorkspace } from "./_shapes.ts";

z.globalRegistry.add(Assessment, { id: "Assessment" });
const One = InWorkspace.extend({ incident: z.string().max(64) });

const KINDS = [
  { kind: "misuse", access: "misuse:read", what: "who used the secret" },
  { kind: "impact", access: "impact:read", what: "who breaks when it is revoked" },
] as const;

/** What was found out about an incident where the logs and the manifests are: sent by whoever ran `stanch misuse` or `stanch impact`. */
export const assessmentRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    for (const { kind, access, what } of KINDS) {
      app.get(`/workspaces/:workspace/incidents/:incident/${kind}`, {
        config: { access },
        schema: { tags: ["incidents"], summary: `The newest answer to: ${what}`, params: One, response: { 200: Assessment } },
        handler: async (request) => {
          const found = await scoped(request, services, (scope) => latestAssessment(scope, request.params.incident, kind));
          if (found !== undefined) return found;
          throw new RequestError("NOT_FOUND", {
            what: `Nobody told ${what} yet`,
            where: kind,
            next: `Run stanch ${kind} --format json and POST its output here.`,
          });
        },
      });
      app.post(`/workspaces/:workspace/incidents/:incident/${kind}`, {
        config: { access: "incident:write" },
        bodyLimit: 16_777_216,
        schema: {
          tags: ["incidents"],
          summary: `Tell ${what}: the JSON of \`stanch ${kind}\``,
          params: One,
          body: Assessment.shape.body,
          response: { 201: Assessment },
        },
        handler: async (request, reply) =>
          reply
            .code(201)
            .send(await scoped(request, services, (scope) => keepAssessment(scope, request.params.incident, { kind, body: request.body }))),
      });
    }
  };
