import { type Scope, inWorkspace } from "@stanch/workflow";
import type { FastifyRequest } from "fastify";
import { actorOf, notSignedIn, workspaceOf } from "../auth/principal.ts";
import type { Services } from "../services.ts";

/** Runs `work` in one transaction in the workspace of the path, as the caller. Only for routes that ask for a permission. */
export async function scoped<T>(request: FastifyRequest, { database }: Services, work: (scope: Scope) => Promise<T>): Promise<T> {
  if (request.role === undefined) throw notSignedIn();
  return inWorkspace(database, { workspaceId: workspaceOf(request), actor: actorOf(request, request.role) }, work);
}
