import { type Actor, SERVER_CHAIN, inWorkspace } from "@stanch/workflow";
import type { FastifyInstance, FastifyRequest } from "fastify";
import { workspaceOf } from "../auth/principal.ts";
import type { Services } from "../services.ts";

/** Refusals of somebody unknown that are worth an entry: they tried to be somebody. */
const OF_UNKNOWN = new Set([
  "SIGN_IN_REFUSED",
  "SECOND_FACTOR_REFUSED",
  "TOKEN_INVALID",
  "TOKEN_EXPIRED",
  "SETUP_LINK_INVALID",
  "INVITATION_INVALID",
  "ORIGIN_REFUSED",
  "SSO_REFUSED",
]);

/**
 * Every refused request of somebody known is an entry of the audit log: of the workspace where they are a member, else of the
 * server's own chain. Written before the answer leaves, so that its request_log_url opens at once.
 */
export function auditRefusals(app: FastifyInstance, { database, logger }: Services): void {
  app.addHook("onSend", async (request, reply, payload) => {
    const { errorCode, principal } = request;
    if (errorCode === undefined || (principal === undefined && !OF_UNKNOWN.has(errorCode))) return payload;
    const workspaceId = request.memberRole === undefined ? SERVER_CHAIN : workspaceOf(request);
    const details = { method: request.method, route: request.routeOptions.url ?? "unknown", status: reply.statusCode, code: errorCode };
    await inWorkspace(database, { workspaceId, actor: actorOf(request) }, async ({ note }) =>
      note({ action: "request.refused", details }),
    ).catch((error: unknown) => logger.error({ err: error }, "an audit entry could not be written"));
    return payload;
  });
}

function actorOf(request: FastifyRequest): Actor {
  const { principal, memberRole: role } = request;
  const agent = request.headers["user-agent"];
  return {
    kind: principal?.kind ?? "system",
    id: principal?.id ?? "unknown",
    role: role ?? "machine",
    address: request.ip,
    requestId: request.id,
    ...(agent === undefined ? {} : { userAgent: agent.slice(0, 300) }),
  };
}
