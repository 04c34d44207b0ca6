import { asSystem, membershipsOf, workspaces } from "@stanch/workflow";
import { eq } from "drizzle-orm";
import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { answerOf, authHeaders } from "../auth/call-auth.ts";
import { PERMISSIONS, allows } from "../auth/permissions.ts";
import { notSignedIn } from "../auth/principal.ts";
import { usersOf } from "../auth/users.ts";
import { RequestError } from "../errors/error-object.ts";
import { noteToServer } from "../http/server-notes.ts";
import type { Principal } from "../http/types.ts";
import type { Services } from "../services.ts";
import { Done, Password, Time, WorkspaceView } from "./_shapes.ts";

const Me = z.object({
  kind: z.enum(["user", "token"]),
  id: z.string(),
  name: z.string(),
  email: z.string().nullable(),
  hasSecondFactor: z.boolean(),
  expiresAt: Time.nullable().describe("Of a token"),
  workspaces: z.array(WorkspaceView),
});
z.globalRegistry.add(Me, { id: "Me" });

/** Who the caller is, what they may, and their own log-in. */
export const meRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const { auth } = services;
    app.get("/me", {
      config: { access: "signed-in" },
      schema: { tags: ["me"], summary: "Who I am, and what I may in which workspace", response: { 200: Me } },
      handler: async ({ principal }) => meOf(principal, services),
    });
    app.post("/me/password", {
      config: { access: "signed-in", limit: "sign-in", isReplayable: false },
      schema: {
        tags: ["me"],
        summary: "Change my password; all my other sessions end",
        body: z.strictObject({ currentPassword: z.string().max(256), newPassword: Password }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        insistOnUser(request.principal);
        const body = { ...request.body, revokeOtherSessions: true };
        await answerOf(await auth.api.changePassword({ body, headers: authHeaders(request), asResponse: true }), reply);
        await noteToServer(request, services, { action: "user.password" });
        return reply.code(204).send(null);
      },
    });
    app.post("/me/second-factor", {
      config: { access: "signed-in", limit: "sign-in", isReplayable: false },
      schema: {
        tags: ["me"],
        summary: "Begin a second factor: gives what an authenticator app reads, and backup codes, shown once",
        body: z.strictObject({ password: z.string().max(256) }),
        response: { 200: z.object({ uri: z.string().describe("otpauth:, for a QR code"), backupCodes: z.array(z.string()) }) },
      },
      handler: async (request, reply) => {
        insistOnUser(request.principal);
        const response = await auth.api.enableTwoFactor({
          body: { password: request.body.password, method: "totp" },
          headers: authHeaders(request),
          asResponse: true,
        });
        const made = z.looseObject({ totpURI: z.string(), backupCodes: z.array(z.string()) }).parse(await answerOf(response, reply));
        return { uri: made.totpURI, backupCodes: made.backupCodes };
      },
    });
    app.post("/me/second-factor/confirm", {
      config: { access: "signed-in", limit: "sign-in", isReplayable: false },
      schema: {
        tags: ["me"],
        summary: "Turn the second factor on with a first code of the app",
        body: z.strictObject({ code: z.string().regex(/^\d{6}$/) }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        insistOnUser(request.principal);
        await answerOf(
          await auth.api.verifyTOTP({ body: { code: request.body.code }, headers: authHeaders(request), asResponse: true }),
          reply,
        );
        await noteToServer(request, services, { action: "user.second-factor-on" });
        return reply.code(204).send(null);
      },
    });
    app.post("/me/second-factor/disable", {
      config: { access: "signed-in", limit: "sign-in", isReplayable: false },
      schema: {
        tags: ["me"],
        summary: "Turn the second factor off",
        body: z.strictObject({ password: z.string().max(256) }),
        response: { 204: Done },
      },
      handler: async (request, reply) => {
        insistOnUser(request.principal);
        await answerOf(await auth.api.disableTwoFactor({ body: request.body, headers: authHeaders(request), asResponse: true }), reply);
        await noteToServer(request, services, { action: "user.second-factor-off" });
        return reply.code(204).send(null);
      },
    });
  };

async function meOf(principal: Principal | undefined, { database }: Services): Promise<z.input<typeof Me>> {
  if (principal === undefined) throw notSignedIn();
  const { kind, id, name, email, token } = principal;
  if (token !== undefined) {
    const [workspace] = await asSystem(database, (tx) => tx.select().from(workspaces).where(eq(workspaces.id, token.workspaceId)));
    const own =
      workspace === undefined
        ? []
        : [{ id: workspace.id, slug: workspace.slug, name: workspace.name, role: token.role, permissions: [...token.scopes] }];
    return { kind, id, name, email, hasSecondFactor: false, expiresAt: token.expiresAt, workspaces: own };
  }
  const [user, memberships] = await Promise.all([usersOf(database, [id]), membershipsOf(database, id)]);
  return {
    kind,
    id,
    name,
    email,
    hasSecondFactor: user.get(id)?.twoFactorEnabled === true,
    expiresAt: null,
    workspaces: memberships.map((one) => ({
      id: one.workspaceId,
      slug: one.slug,
      name: one.name,
      role: one.role,
      permissions: PERMISSIONS.filter((permission) => allows(one.role, permission)),
    })),
  };
}

function insistOnUser(principal: Principal | undefined): void {
  if (principal?.kind === "user") return;
  throw new RequestError("NOT_ALLOWED", { what: "A token has no log-in of its own", where: "me", next: "Sign in." });
}
