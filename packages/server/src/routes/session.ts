import type { FastifyPluginAsyncZod } from "fastify-type-provider-zod";
import * as z from "zod";
import { Attempts } from "../auth/attempts.ts";
import { answerOf, authHeaders } from "../auth/call-auth.ts";
import { OIDC } from "../auth/better-auth.ts";
import { RequestError } from "../errors/error-object.ts";
import type { Services } from "../services.ts";
import { noteToServer } from "../http/server-notes.ts";
import { Done, Email } from "./_shapes.ts";

const SignedIn = z.object({
  isSecondFactorNeeded: z.boolean().describe("true: go on with POST /session/second-factor"),
});
const Waiting = z.looseObject({ twoFactorRedirect: z.literal(true) });

/** Log-in and log-out of people. Ten tries a minute from one address; see also auth/attempts.ts. */
export const sessionRoutes =
  (services: Services): FastifyPluginAsyncZod =>
  async (app) => {
    const { auth } = services;
    const attempts = new Attempts(services.database, services.secret);
    app.post("/session", {
      config: { access: "public", limit: "sign-in" },
      schema: {
        tags: ["log-in"],
        summary: "Sign in with e-mail address and password",
        security: [],
        body: z.strictObject({ email: Email, password: z.string().max(256) }),
        response: { 200: SignedIn },
      },
      handler: async (request, reply) => {
        const { email, password } = request.body;
        await attempts.check(email, request.ip);
        const response = await auth.api.signInEmail({ body: { email, password }, headers: authHeaders(request), asResponse: true });
        if (!response.ok) await attempts.failed(email, request.ip);
        const answer = await answerOf(response, reply);
        await attempts.succeeded(email, request.ip);
        const isSecondFactorNeeded = Waiting.safeParse(answer).success;
        await noteToServer(request, services, { action: isSecondFactorNeeded ? "session.password" : "session.start", details: { email } });
        return { isSecondFactorNeeded };
      },
    });
    app.post("/session/second-factor", {
      config: { access: "public", limit: "sign-in" },
      schema: {
        tags: ["log-in"],
        summary: "Go on with a code of the authenticator app, or a backup code",
        security: [],
        body: z.strictObject({
          code: z
            .string()
            .regex(/^\d{6}$/)
            .optional(),
          backupCode: z.string().max(40).optional(),
          isTrusted: z.boolean().default(false).describe("Do not ask this browser again for 30 days"),
        }),
        response: { 200: SignedIn },
      },
      handler: async (request, reply) => {
        const { code, backupCode, isTrusted } = request.body;
        const headers = authHeaders(request);
        if ((code === undefined) === (backupCode === undefined))
          throw new RequestError("REQUEST_INVALID", {
            what: "One of code and backupCode is needed",
            where: "body",
            next: "Send one.",
            param: "body.code",
          });
        const response =
          code === undefined
            ? await auth.api.verifyBackupCode({ body: { code: backupCode ?? "", trustDevice: isTrusted }, headers, asResponse: true })
            : await auth.api.verifyTOTP({ body: { code, trustDevice: isTrusted }, headers, asResponse: true });
        await answerOf(response, reply);
        await noteToServer(request, services, {
          action: "session.start",
          details: { by: code === undefined ? "backup code" : "second factor" },
        });
        return { isSecondFactorNeeded: false };
      },
    });
    app.delete("/session", {
      config: { access: "signed-in" },
      schema: { tags: ["log-in"], summary: "Sign out", response: { 204: Done } },
      handler: async (request, reply) => {
        await answerOf(await auth.api.signOut({ headers: authHeaders(request), asResponse: true }), reply);
        await noteToServer(request, services, { action: "session.end" });
        return reply.code(204).send(null);
      },
    });
    app.post("/session/sso", {
      config: { access: "public", limit: "sign-in" },
      schema: {
        tags: ["log-in"],
        summary: "Begin single sign-on: gives the address to go to",
        security: [],
        body: z.strictObject({
          next: z
            .string()
            .regex(/^\/(?![/\\])[\x21-\x7e]{0,500}$/, "A path on this server")
            .default("/"),
        }),
        response: { 200: z.object({ url: z.url() }) },
      },
      handler: async (request, reply) => {
        if (services.environment.STANCH_OIDC_ISSUER === undefined)
          throw new RequestError("SSO_ABSENT", { what: "Single sign-on is not set up", where: "server", next: "Sign in with a password." });
        const callbackURL = services.publicUrl + request.body.next;
        const response = await auth.api.signInSocial({
          body: { provider: OIDC, callbackURL, errorCallbackURL: `${services.publicUrl}/api/v1/session/sso/refused` },
          headers: authHeaders(request),
          asResponse: true,
        });
        return z.object({ url: z.url() }).parse(await answerOf(response, reply));
      },
    });
    app.get("/session/sso/refused", {
      config: { access: "public" },
      schema: {
        tags: ["log-in"],
        summary: "Where a refused single sign-on ends",
        security: [],
        querystring: z.object({ error: z.string().max(200).optional() }),
      },
      handler: async () => {
        throw new RequestError("SSO_REFUSED", {
          what: "Single sign-on was refused",
          where: "identity provider",
          next: "Ask an owner for an invitation to the address that it names.",
        });
      },
    });
  };
