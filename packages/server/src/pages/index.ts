import type { FastifyPluginAsync } from "fastify";
import type { Services } from "../services.ts";
import { docsPages } from "./docs.ts";
import { errorPagesOf } from "./errors.ts";
import { healthPages } from "./health.ts";
import { dashboardPages } from "./dashboard.ts";

/** What is no part of the API: health, metrics, documents, the dashboard. */
export const pages =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    await app.register(healthPages(services));
    await app.register(docsPages(services));
    await app.register(errorPagesOf());
    await app.register(dashboardPages());
  };
