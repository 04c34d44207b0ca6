import { asSystem } from "@stanch/workflow";
import { sql } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { isSame } from "../auth/token.ts";
import { notSignedIn } from "../auth/principal.ts";
import { ErrorBody, RequestError } from "../errors/error-object.ts";
import type { Services } from "../services.ts";

const LOOPBACK = new Set(["127.0.0.1", "::1", "::ffff:127.0.0.1"]);

/** For what watches the process. `/health`: it lives. `/ready`: it can work. */
export const healthPages =
  ({
    database,
    isStopping,
    metrics,
    environment,
    version,
  }: Pick<Services, "database" | "isStopping" | "metrics" | "environment" | "version">): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/health", {
      config: { access: "public" },
      schema: {
        tags: ["operation"],
        summary: "Whether the process lives",
        security: [],
        response: { 200: z.object({ status: z.literal("ok"), version: z.string() }) },
      },
      handler: async () => ({ status: "ok" as const, version }),
    });
    app.get("/ready", {
      config: { access: "public" },
      schema: {
        tags: ["operation"],
        summary: "Whether it can work: the database answers, it is not stopping",
        security: [],
        response: { 200: z.object({ status: z.literal("ready") }), 503: ErrorBody },
      },
      handler: async () => {
        if (isStopping())
          throw new RequestError("SERVER_STOPPING", { what: "The server is stopping", where: "/ready", next: "Ask another one." });
        await asSystem(database, (tx) => tx.execute(sql`select 1`)).catch((cause: unknown) => {
          throw new RequestError("DATABASE_BROKEN", {
            what: "The database does not answer",
            where: "/ready",
            next: "Try again in a few seconds.",
            cause,
          });
        });
        return { status: "ready" as const };
      },
    });
    app.get("/metrics", {
      config: { access: "public" },
      schema: { hide: true },
      handler: async (request, reply) => {
        const token = environment.STANCH_METRICS_TOKEN;
        const given = request.headers.authorization ?? "";
        if (token === undefined ? !LOOPBACK.has(request.ip) : !isSame(given, `Bearer ${token}`)) throw notSignedIn();
        return reply
          .type(metrics.registry.contentType)
          .serializer(String)
          .send(await metrics.registry.metrics());
      },
    });
  };
