import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { at } from "./http/answers.ts";

export const apolloIo: Provider = provider({
  id: "apollo-io",
  name: "Apollo.io",
  baseUrl: "https://api.apollo.io",
  checks: [
    {
      detectors: ["apollo-io-api-key"],
      get: "/api/v1/auth/health",
      auth: { "x-api-key": "{secret}" },
      valid: ({ json }) => at(json, "is_logged_in") === true,
      impact: () => "reads contacts and companies",
      invalid: [{ status: 401 }, { status: 200, body: /"is_logged_in"\s*:\s*false/ }],
      reference: "https://docs.apollo.io/docs/test-api-key",
      answers: { valid: { body: { healthy: true, is_logged_in: true } }, invalid: { body: { healthy: true, is_logged_in: false } } },
    },
  ],
});
