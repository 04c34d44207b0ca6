import { betterAuth } from "better-auth";
import { genericOAuth, twoFactor } from "better-auth/plugins";
import { Kysely, PostgresDialect } from "kysely";
import type { Pool } from "pg";

/** What log-in needs to know of the server. */
export interface AuthOptions {
  readonly pool: Pool;
  readonly secret: string;
  readonly publicUrl: string;
  readonly oidc?: { readonly issuer: string; readonly clientId: string; readonly clientSecret: string | undefined };
  /** Whether an address that signs in by single sign-on for the first time was invited. */
  readonly isInvited: (email: string) => Promise<boolean>;
  /** Somebody signed in by single sign-on. */
  readonly onSignIn: (user: { id: string; name: string; email: string }) => Promise<void>;
}

export const OIDC = "oidc";
const WEEK_S = 7 * 24 * 60 * 60;

/**
 * Log-in. better-auth keeps users, passwords (scrypt), sessions and second factors in the schema `auth` of the same database
 * (migration 0010_server.sql). Our routes call it; of its own addresses only those of single sign-on are reachable. Rates and
 * origins are checked by us, once for all routes.
 */
// The inferred type holds every endpoint of the plugins; writing it out would repeat the library.
export function makeAuth(options: AuthOptions) {
  const isHttps = options.publicUrl.startsWith("https:");
  return betterAuth({
    appName: "stanch",
    baseURL: options.publicUrl,
    basePath: "/api/sso",
    secret: options.secret,
    database: {
      db: new Kysely<Record<string, never>>({ dialect: new PostgresDialect({ pool: options.pool }) }).withSchema("auth"),
      type: "postgres",
    },
    trustedOrigins: [options.publicUrl],
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      disableSignUp: false,
      minPasswordLength: 12,
      maxPasswordLength: 256,
      autoSignIn: false,
      revokeSessionsOnPasswordReset: true,
    },
    session: { expiresIn: WEEK_S, updateAge: 24 * 60 * 60, freshAge: 10 * 60, cookieCache: { enabled: false } },
    account: { accountLinking: { enabled: true, trustedProviders: [OIDC] }, encryptOAuthTokens: true },
    advanced: {
      cookiePrefix: "stanch",
      useSecureCookies: isHttps,
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", secure: isHttps, path: "/" },
      ipAddress: { ipAddressHeaders: ["x-stanch-address"] }, // set by us from what Fastify believes, never by a client
    },
    databaseHooks: {
      user: {
        create: {
          // By password only set-up and invitation make users; by single sign-on anybody of the issuer could.
          before: async (user, context) => {
            if (!isSingleSignOn(context?.path)) return undefined;
            return (await options.isInvited(user.email.toLowerCase())) ? undefined : false;
          },
        },
      },
      session: {
        create: {
          after: async (session, context) => {
            if (context === null || !isSingleSignOn(context.path)) return;
            const user = await context.context.internalAdapter.findUserById(session.userId);
            if (user !== null) await options.onSignIn(user);
          },
        },
      },
      // The identity provider's tokens are of no use to us: what is not kept cannot leak.
      account: {
        create: { before: async (account) => ({ data: withoutTokens(account) }) },
        update: { before: async (account) => ({ data: withoutTokens(account) }) },
      },
    },
    plugins: [
      twoFactor({ issuer: "stanch" }),
      genericOAuth({
        config:
          options.oidc === undefined
            ? []
            : [
                {
                  providerId: OIDC,
                  discoveryUrl: `${options.oidc.issuer.replace(/\/$/, "")}/.well-known/openid-configuration`,
                  clientId: options.oidc.clientId,
                  ...(options.oidc.clientSecret === undefined ? {} : { clientSecret: options.oidc.clientSecret }),
                  scopes: ["openid", "email", "profile"],
                  pkce: true,
                  requireIdTokenVerification: true,
                },
              ],
      }),
    ],
  });
}

const isSingleSignOn = (path: string | undefined): boolean =>
  path?.startsWith("/callback/") === true || path?.startsWith("/oauth2/") === true;

function withoutTokens<T extends object>(account: T): T {
  const kept = { ...account };
  for (const name of ["accessToken", "refreshToken", "idToken"]) if (name in kept) Object.assign(kept, { [name]: null });
  return kept;
}

export type Auth = ReturnType<typeof makeAuth>;
