import { takeHook } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";
import type { Services } from "../services.ts";

/** A push of thousands of commits is told in some megabytes; GitHub sends at most 25. */
const MOST_BYTES = 26_214_400;

/**
 * Where hosts send their webhooks. The body is taken as bytes, because the signature is of these, and is never parsed: all that a
 * webhook can do is to make us look at the place again.
 */
export const hookRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser("*", { parseAs: "buffer", bodyLimit: MOST_BYTES }, (_request, body, done) => done(null, body));
    app.post("/hooks/:source", {
      config: { access: "public" },
      bodyLimit: MOST_BYTES,
      schema: {
        tags: ["sources"],
        summary: "A webhook of GitHub, GitLab, Bitbucket or a registry, signed with the source's secret",
        params: z.object({ source: z.string().max(64) }),
        response: { 202: z.object({ outcome: z.enum(["taken", "known"]) }) },
      },
      handler: async (request, reply) => {
        const { ring } = await services.work();
        const body = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
        const received = { headers: request.headers, body };
        const outcome = await takeHook(services.database, ring, { sourceId: request.params.source, received });
        // A source that does not exist looks like a signature that is wrong.
        if (outcome === "refused" || outcome === "unknown")
          throw new RequestError("HOOK_REFUSED", {
            what: "The webhook is not signed with the secret of a source here, is too old, or has no id",
            where: "headers",
            next: "Set the secret that was shown when the source was made, in the host's settings of this webhook.",
          });
        return reply.code(202).send({ outcome });
      },
    });
  };
