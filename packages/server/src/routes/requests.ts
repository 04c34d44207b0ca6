import { AuditLine, SERVER_CHAIN, inWorkspace, listAudit, membershipsOf, systemActor } from "@stanch/workflow";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { allows } from "../auth/permissions.ts";
import { notSignedIn } from "../auth/principal.ts";
import { RequestError } from "../errors/error-object.ts";
import type { Principal } from "../http/types.ts";
import type { Services } from "../services.ts";

/** What request_log_url opens: the audit entries of one request, for whoever may read them. */
export const requestRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    app.get("/requests/:request", {
      config: { access: "signed-in" },
      schema: {
        tags: ["audit"],
        summary: "What one request did or was refused, from the audit logs that the caller may read",
        params: z.object({ request: z.string().regex(/^req_[0-9a-f]{32}$/) }),
        response: { 200: z.object({ requestId: z.string(), entries: z.array(AuditLine) }) },
      },
      handler: async ({ principal, params }) => {
        if (principal === undefined) throw notSignedIn();
        const entries = await entriesOf(params.request, principal, services);
        if (entries.length === 0)
          throw new RequestError("NOT_FOUND", {
            what: "No entry of this request is known, or you may not read it",
            where: "requests",
            next: "Ask somebody who may read the audit log.",
          });
        return { requestId: params.request, entries };
      },
    });
  };

async function entriesOf(requestId: string, principal: Principal, { database }: Services): Promise<AuditLine[]> {
  const found: AuditLine[] = [];
  for (const workspaceId of await readable(principal, database)) {
    const { entries } = await inWorkspace(database, { workspaceId, actor: systemActor("requests") }, (scope) =>
      listAudit(scope, { requestId }),
    );
    found.push(...entries);
  }
  // Of the server's own chain everybody sees what they did themselves.
  const { entries } = await inWorkspace(database, { workspaceId: SERVER_CHAIN, actor: systemActor("requests") }, (scope) =>
    listAudit(scope, { requestId }),
  );
  return [...found, ...entries.filter(({ actorId }) => actorId === principal.id)];
}

async function readable(principal: Principal, database: Services["database"]): Promise<readonly string[]> {
  const { token } = principal;
  if (token !== undefined) return token.scopes.has("audit:read") ? [token.workspaceId] : [];
  return (await membershipsOf(database, principal.id))
    .filter(({ role }) => allows(role, "audit:read"))
    .map(({ workspaceId }) => workspaceId);
}
