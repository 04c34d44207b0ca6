import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const posthog: Provider = provider({
  id: "posthog",
  name: "PostHog",
  baseUrl: "https://us.posthog.com",
  checks: [
    {
      detectors: ["posthog-personal-api-key", "posthog-oauth-token"],
      instances: true,
      get: "/api/users/@me/",
      auth: "bearer",
      valid: "uuid",
      impact: ["acts as {email}", "organisation {organization.name}"],
      invalid: { status: 401, body: /authentication_(?:failed|error)/ },
      limited: { status: 403, body: /permission_denied|scope/ },
      reference: "https://posthog.com/docs/api/user",
      answers: {
        valid: { body: { uuid: "1", email: "alice@example.com", organization: { name: "Acme" } } },
        invalid: { status: 401, body: { type: "authentication_error", code: "authentication_failed" } },
        limited: {
          status: 403,
          body: { type: "authentication_error", code: "permission_denied", detail: "API key missing required scope 'user:read'" },
        },
      },
    },
  ],
});
