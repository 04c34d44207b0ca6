import { asSystem } from "@stanch/workflow";
import { sql } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { InWorkspace } from "./_shapes.ts";

const Queue = z.object({ queued: z.int(), running: z.int(), waiting: z.int() });
const Status = z.object({
  version: z.string(),
  uptimeSeconds: z.int(),
  isWorking: z.boolean().describe("Whether this process works on the queues, too"),
  database: z.object({ version: z.string(), answersInMs: z.number() }),
  workers: z.int().describe("Processes that are alive and work on the queues or fill them"),
  queues: z.object({ scans: Queue, remediations: Queue }),
});
z.globalRegistry.add(Status, { id: "Status" });

/** How the server is: for people. For machines there are /ready and /metrics. */
export const statusRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/status", {
      config: { access: "status:read" },
      schema: {
        tags: ["operation"],
        summary: "Queue, workers, database; the numbers of the queues are this workspace's",
        params: InWorkspace,
        response: { 200: Status },
      },
      handler: async (request, reply) => {
        void reply.header("cache-control", "no-store");
        const began = performance.now();
        const about = await asSystem(services.database, (tx) => tx.execute<{ version: string; workers: number }>(ABOUT));
        const answersInMs = Math.round((performance.now() - began) * 10) / 10;
        const counts = await scoped(request, services, ({ tx }) => tx.execute<{ what: string; status: string; n: number }>(COUNTS));
        const of = (what: string, ...states: readonly string[]): number =>
          counts.rows.filter((row) => row.what === what && states.includes(row.status)).reduce((sum, { n }) => sum + n, 0);
        return {
          version: services.version,
          uptimeSeconds: Math.floor(process.uptime()),
          isWorking: services.environment.STANCH_WORKS,
          database: { version: about.rows[0]?.version ?? "", answersInMs },
          workers: about.rows[0]?.workers ?? 0,
          queues: {
            scans: { queued: of("scan", "queued"), running: of("scan", "running"), waiting: 0 },
            remediations: {
              queued: of("remediation", "queued"),
              running: of("remediation", "running", "rolling-back"),
              waiting: of("remediation", "waiting", "paused", "stuck"),
            },
          },
        };
      },
    });
  };

/** Each living process holds an advisory lock of this class: see durable/lease.ts of the workflow. */
const ABOUT = sql`select current_setting('server_version') as version,
  (select count(*)::int from pg_locks where locktype = 'advisory' and classid = 7392002 and objsubid = 2 and granted) as workers`;

const COUNTS = sql`select 'scan' as what, status, count(*)::int as n from scans where finished_at is null group by status
  union all select 'remediation', status, count(*)::int from remediations where ended_at is null group by status`;
