import { type AuditNote, SERVER_CHAIN, inWorkspace } from "@stanch/workflow";
import type { FastifyRequest } from "fastify";
import type { Services } from "../services.ts";

/** An entry in the server's own chain: log-in, set-up, what belongs to no workspace. */
export async function noteToServer(request: FastifyRequest, { database }: Pick<Services, "database">, note: AuditNote): Promise<void> {
  const agent = request.headers["user-agent"];
  const actor = {
    kind: request.principal?.kind ?? ("system" as const),
    id: request.principal?.id ?? "log-in",
    role: "machine" as const,
    address: request.ip,
    requestId: request.id,
    ...(agent === undefined ? {} : { userAgent: agent.slice(0, 300) }),
  };
  await inWorkspace(database, { workspaceId: SERVER_CHAIN, actor }, async (scope) => scope.note(note));
}
