import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const sentry: Provider = provider({
  id: "sentry",
  name: "Sentry",
  baseUrl: "https://sentry.io",
  checks: [
    {
      detectors: ["sentry-user-token", "sentry-organization-token", "sentry-integration-token"],
      instances: true,
      get: "/api/0/",
      auth: "bearer",
      valid: "auth.scopes",
      impact: ["acts as {user.email}", "scopes {auth.scopes}"],
      invalid: { status: 401, body: /invalid (?:org )?token|token expired/i },
      reference: "https://docs.sentry.io/api/auth/",
      answers: {
        valid: { body: { version: "0", user: { email: "alice@example.com" }, auth: { scopes: ["project:read", "org:read"] } } },
        invalid: { status: 401, body: { detail: "Invalid token" } },
      },
    },
  ],
});
