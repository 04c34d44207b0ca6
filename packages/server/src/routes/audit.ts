import { Readable } from "node:stream";
import { AuditLine, auditHead, exportAudit, inWorkspace, listAudit, verifyChain } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { actorOf, workspaceOf, notSignedIn } from "../auth/principal.ts";
import { PageQuery, pageOf } from "../http/cursor.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { InWorkspace, Time } from "./_shapes.ts";

z.globalRegistry.add(AuditLine, { id: "AuditEntry" });
const text = z.string().max(200).optional();
const Filter = PageQuery.extend({
  action: text,
  actorId: text,
  targetId: text,
  requestId: text,
  since: Time.optional(),
  until: Time.optional(),
});
const Verdict = z.object({
  isWhole: z.boolean(),
  entries: z.int().nullable(),
  head: z.object({ seq: z.int(), hash: z.string() }).nullable(),
  fault: z.string().nullable(),
});

/** The audit log: who did what, when, from where. */
export const auditRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/audit", {
      config: { access: "audit:read" },
      schema: {
        tags: ["audit"],
        summary: "The audit log, the newest entry first",
        params: InWorkspace,
        querystring: Filter,
        response: { 200: pageOf(AuditLine) },
      },
      handler: async (request) => {
        const { limit, cursor, since, until, ...filter } = request.query;
        const before = services.cursors.read("audit", cursor);
        const asked = {
          limit,
          ...Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined)),
          ...(since === undefined ? {} : { since: new Date(since) }),
          ...(until === undefined ? {} : { until: new Date(until) }),
          ...(before === undefined ? {} : { beforeSeq: Number(before) }),
        };
        const { entries, nextBeforeSeq } = await scoped(request, services, (scope) => listAudit(scope, asked));
        return {
          items: [...entries],
          nextCursor: nextBeforeSeq === undefined ? null : services.cursors.write("audit", String(nextBeforeSeq)),
        };
      },
    });
    app.get("/workspaces/:workspace/audit/verify", {
      config: { access: "audit:read" },
      schema: {
        tags: ["audit"],
        summary: "Prove the chain: that no entry was changed, removed or put between",
        params: InWorkspace,
        response: { 200: Verdict },
      },
      handler: async (request) =>
        scoped(request, services, async (scope) => {
          const head = await auditHead(scope);
          const verdict = await verifyChain(exportAudit(scope), head === undefined ? {} : { head });
          return verdict.isWhole
            ? { isWhole: true, entries: verdict.entries, head: verdict.head ?? null, fault: null }
            : { isWhole: false, entries: null, head: null, fault: verdict.fault };
        }),
    });
    app.get("/workspaces/:workspace/audit/export", {
      config: { access: "audit:export" },
      schema: {
        tags: ["audit"],
        summary: "The whole log as JSON lines, the oldest first; `stanch audit verify FILE` proves it",
        params: InWorkspace,
        produces: ["application/jsonl"],
      },
      handler: async (request, reply) => {
        if (request.role === undefined) throw notSignedIn();
        const tenancy = { workspaceId: workspaceOf(request), actor: actorOf(request, request.role) };
        await inWorkspace(services.database, tenancy, async (scope) => scope.note({ action: "audit.export" }));
        return reply
          .type("application/jsonl; charset=utf-8")
          .header("content-disposition", 'attachment; filename="audit.jsonl"')
          .send(Readable.from(linesOf(services, tenancy)));
      },
    });
  };

/** Page by page, each in a transaction of its own: a slow reader holds no connection. */
async function* linesOf({ database }: Services, tenancy: Parameters<typeof inWorkspace>[1]): AsyncGenerator<string> {
  let after = 0;
  for (;;) {
    const lines = await inWorkspace(database, tenancy, (scope) => pageAfter(scope, after));
    if (lines.length === 0) return;
    yield `${lines.join("\n")}\n`;
    after += lines.length;
  }
}

async function pageAfter(scope: Parameters<typeof exportAudit>[0], after: number): Promise<readonly string[]> {
  const lines: string[] = [];
  for await (const line of exportAudit(scope, after)) if (lines.push(line) >= 1000) break;
  return lines;
}
