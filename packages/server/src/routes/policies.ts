import { SEVERITIES } from "@stanch/model";
import { type Scope, workspaces } from "@stanch/workflow";
import { eq, sql } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { requireMatch } from "../http/etags.ts";
import { scoped } from "../http/scoped.ts";
import type { Services } from "../services.ts";
import { InWorkspace } from "./_shapes.ts";

const hours = z.number().positive().max(87_600);
const Policies = z.strictObject({
  slaHours: z
    .strictObject(Object.fromEntries(SEVERITIES.map((severity) => [severity, hours.optional()])))
    .describe("Hours until an incident must be resolved, by severity; what is absent has our default"),
});
z.globalRegistry.add(Policies, { id: "Policies" });

/** What a workspace decides once for all of its incidents. */
export const policyRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/workspaces/:workspace/policies", {
      config: { access: "policy:read" },
      schema: { tags: ["workspaces"], summary: "Policies", params: InWorkspace, response: { 200: Policies } },
      handler: async (request) => scoped(request, services, present),
    });
    app.put("/workspaces/:workspace/policies", {
      config: { access: "policy:write" },
      schema: {
        tags: ["workspaces"],
        summary: "Set the policies; they hold for incidents from now on",
        params: InWorkspace,
        body: Policies,
        response: { 200: Policies },
      },
      handler: async (request) =>
        scoped(request, services, async (scope) => {
          requireMatch(request, Policies, await present(scope));
          const settings = sql`${workspaces.settings} || ${JSON.stringify(request.body)}::jsonb`;
          await scope.tx.update(workspaces).set({ settings }).where(eq(workspaces.id, scope.workspaceId));
          scope.note({ action: "policy.change", details: { ...request.body } });
          return present(scope);
        }),
    });
  };

async function present({ tx, workspaceId }: Scope): Promise<z.output<typeof Policies>> {
  const [row] = await tx.select({ settings: workspaces.settings }).from(workspaces).where(eq(workspaces.id, workspaceId));
  const parsed = Policies.safeParse({ slaHours: row?.settings["slaHours"] ?? {} });
  return parsed.success ? parsed.data : { slaHours: {} };
}
