import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const honeycomb: Provider = provider({
  id: "honeycomb",
  name: "Honeycomb",
  baseUrl: "https://api.honeycomb.io",
  checks: [
    {
      detectors: ["honeycomb-api-key"],
      instances: true,
      get: "/1/auth",
      auth: { "x-honeycomb-team": "{secret}" },
      valid: "team.slug",
      impact: ["team {team.name}", "environment {environment.name}"],
      invalid: { status: 401, body: /unknown API key/i },
      reference: "https://api-docs.honeycomb.io/api/auth",
      answers: {
        valid: { body: { id: "1", type: "configuration", team: { name: "Acme", slug: "acme" }, environment: { name: "prod" } } },
        invalid: { status: 401, body: { error: "unknown API key - check your credentials" } },
      },
    },
  ],
});
