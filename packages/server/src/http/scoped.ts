import { type Scope, type Tenancy, inWorkspace } from "@stanch/workflow";
import type { FastifyRequest } from "fastify";
import { actorOf, notSignedIn, workspaceOf } from "../auth/principal.ts";
import type { Services } from "../services.ts";

/** Who calls, in which workspace. Only for routes that ask for a permission. */
export function tenancyOf(request: FastifyRequest): Tenancy {
  if (request.role === undefined) throw notSignedIn();
  return { workspaceId: workspaceOf(request), actor: actorOf(request, request.role) };
}

/** Runs `work` in one transaction in the workspace of the path, as the caller. Only for routes that ask for a permission. */
export async function scoped<T>(request: FastifyRequest, { database }: Services, work: (scope: Scope) => Promise<T>): Promise<T> {
  return inWorkspace(database, tenancyOf(request), work);
}
