import { Secret, fingerprint } from "@stanch/model";
import { dropCredential, getIncident, keepCredential, sealCredential } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { fingerprintKeyOf } from "./findings.ts";
import { Done, InWorkspace } from "./_shapes.ts";

const One = InWorkspace.extend({ incident: z.string().max(64) });
const DAY_MS = 86_400_000;

/** The leaked value itself, for as long as its issuer is to be asked about it. Only ever sealed; each use is in the audit log. */
export const credentialRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.put("/workspaces/:workspace/incidents/:incident/credential", {
      config: { access: "remediation:write" },
      schema: {
        tags: ["incidents"],
        summary: "Keep the secret's value, sealed and for a time, so that its issuer can be asked again whether it is valid",
        params: One,
        body: z.strictObject({
          secret: z.string().min(1).max(16_384),
          companions: z.record(z.string().max(100), z.string().max(4096)).default({}),
          keepDays: z.int().min(1).max(90).default(30),
        }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        const { workspace, incident } = request.params;
        const { secret: clear, companions, keepDays } = request.body;
        const secret = new Secret(clear);
        const found = await scoped(request, services, (scope) => getIncident(scope, incident));
        if (fingerprint(secret, fingerprintKeyOf(services.secret, workspace)) !== found.fingerprint)
          throw new RequestError("REQUEST_INVALID", {
            what: "This is not the secret of this incident",
            where: "body.secret",
            next: "Give the value that leaked, without quotes and blanks around it.",
            param: "body.secret",
          });
        const { ring } = await services.work();
        const expiresAt = new Date(Date.now() + keepDays * DAY_MS);
        const row = await sealCredential(ring, workspace, {
          fingerprint: found.fingerprint,
          credential: { secret, companions },
          expiresAt,
        });
        await scoped(request, services, (scope) => keepCredential(scope, incident, row));
        return reply.code(204).send(null);
      },
    });
    app.delete("/workspaces/:workspace/incidents/:incident/credential", {
      config: { access: "remediation:write" },
      schema: { tags: ["incidents"], summary: "Throw the kept value away", params: One, response: { 204: Done } },
      handler: async (request, reply) => {
        await scoped(request, services, (scope) => dropCredential(scope, request.params.incident));
        return reply.code(204).send(null);
      },
    });
  };
