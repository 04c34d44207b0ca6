import { existsSync, realpathSync } from "node:fs";
import { basename, isAbsolute, relative } from "node:path";
import { SCAN_JOB, Scan, getScan, listScans, queueScan, scanInput } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { RequestError } from "../errors/error-object.ts";
import { PageQuery, pageOf } from "../http/cursor.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { InWorkspace } from "./_shapes.ts";

z.globalRegistry.add(Scan, { id: "Scan" });

/** Scans of folders that the server can see, where its operator allows them. */
export const scanRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/scans", {
      config: { access: "scan:read" },
      schema: {
        tags: ["scans"],
        summary: "Scans, the newest first",
        params: InWorkspace,
        querystring: PageQuery,
        response: { 200: pageOf(Scan) },
      },
      handler: async (request) => {
        const { limit, cursor } = request.query;
        const before = services.cursors.read("scans", cursor);
        const found = await scoped(request, services, (scope) =>
          listScans(scope, { limit: limit + 1, ...(before === undefined ? {} : { before }) }),
        );
        const items = found.slice(0, limit);
        const last = items.at(-1);
        return { items, nextCursor: found.length > limit && last !== undefined ? services.cursors.write("scans", last.id) : null };
      },
    });
    app.get("/workspaces/:workspace/scans/:scan", {
      config: { access: "scan:read" },
      schema: { tags: ["scans"], summary: "A scan", params: InWorkspace.extend({ scan: z.string().max(64) }), response: { 200: Scan } },
      handler: async (request) => scoped(request, services, (scope) => getScan(scope, request.params.scan)),
    });
    app.post("/workspaces/:workspace/scans", {
      config: { access: "scan:write" },
      schema: {
        tags: ["scans"],
        summary: "Queue a scan of a folder of the server's machine (STANCH_SCAN_FOLDERS)",
        params: InWorkspace,
        body: z.strictObject({ path: z.string().min(1).max(4000), repository: z.string().min(1).max(500).optional() }),
        response: { 202: Scan },
      },
      handler: async (request, reply) => {
        const path = allowedFolder(request.body.path, services.environment.STANCH_SCAN_FOLDERS);
        const { durable } = await services.work();
        const scan = await scoped(request, services, (scope) =>
          queueScan(scope, { path, repository: request.body.repository ?? basename(path) }),
        );
        await durable.enqueue(SCAN_JOB, scan.id, scanInput(request.params.workspace, scan.id));
        return reply.code(202).send(scan);
      },
    });
  };

/** The real path, which no link leads out of what is allowed. What is not allowed and what is not there look the same. */
function allowedFolder(asked: string, allowed: readonly string[]): string {
  if (isAbsolute(asked) && !asked.includes("\0") && existsSync(asked)) {
    const path = realpathSync(asked);
    if (allowed.some((folder) => existsSync(folder) && isWithin(path, realpathSync(folder)))) return path;
  }
  throw new RequestError("SCAN_NOT_ALLOWED", {
    what: "The server may not read this folder, or it does not exist",
    where: "body.path",
    next: "The operator allows folders with STANCH_SCAN_FOLDERS.",
    param: "body.path",
  });
}

function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path);
  return way === "" || (!way.startsWith("..") && !isAbsolute(way));
}
