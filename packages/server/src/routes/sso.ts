import type { FastifyPluginAsync } from "fastify";
import { asSystem, invitations } from "@stanch/workflow";
import { and, eq, gt, isNull } from "drizzle-orm";
import { OIDC } from "../auth/better-auth.ts";
import { authHeaders } from "../auth/call-auth.ts";
import { userByEmail } from "../auth/users.ts";
import { RequestError } from "../errors/error-object.ts";
import { noteToServer } from "../http/server-notes.ts";
import type { Services } from "../services.ts";
import { join } from "./members.ts";

/** Where the identity provider sends the browser back to: the only address of better-auth's own that is reachable. */
export const ssoRoutes =
  (services: Services): FastifyPluginAsync =>
  async (app) => {
    app.get(
      `/api/sso/callback/${OIDC}`,
      { config: { access: "public", limit: "sign-in" }, schema: { hide: true } },
      async (request, reply) => {
        const response = await services.auth.handler(new Request(services.publicUrl + request.url, { headers: authHeaders(request) }));
        for (const cookie of response.headers.getSetCookie()) void reply.header("set-cookie", cookie);
        const location = response.headers.get("location");
        if (location === null)
          throw new RequestError("SSO_REFUSED", {
            what: "The identity provider's answer was refused",
            where: "single sign-on",
            next: "Begin again.",
          });
        await noteToServer(request, services, { action: "session.sso", details: { isRefused: location.includes("error=") } });
        return reply.code(302).header("location", location).send("");
      },
    );
  };

/** Accepts every open invitation of an address that the identity provider vouches for. */
export async function acceptInvitations(
  services: Pick<Services, "database">,
  user: { id: string; name: string; email: string },
): Promise<void> {
  const open = await openInvitations(services, user.email.toLowerCase());
  for (const invitation of open) await join(services, { invitation, user, requestId: "single sign-on", address: "" });
}

/** Whether an address was invited, or is somebody's already. */
export async function isInvited(services: Pick<Services, "database">, email: string): Promise<boolean> {
  return (await openInvitations(services, email)).length > 0 || (await userByEmail(services.database, email)) !== undefined;
}

async function openInvitations(
  { database }: Pick<Services, "database">,
  email: string,
): Promise<readonly (typeof invitations.$inferSelect)[]> {
  return asSystem(database, (tx) =>
    tx
      .select()
      .from(invitations)
      .where(and(eq(invitations.email, email), isNull(invitations.acceptedAt), gt(invitations.expiresAt, new Date()))),
  );
}
