import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const apify: Provider = provider({
  id: "apify",
  name: "Apify",
  baseUrl: "https://api.apify.com",
  checks: [
    {
      detectors: ["apify-api-token"],
      get: "/v2/users/me",
      auth: "bearer",
      valid: "data.id",
      impact: ["acts as {data.username}", "plan {data.plan.id}"],
      invalid: { status: 401, body: /token-not-(?:valid|provided)|user-or-token-not-found/ },
      reference: "https://docs.apify.com/api/v2/users-me-get",
      answers: {
        valid: { body: { data: { id: "u1", username: "alice", plan: { id: "FREE" } } } },
        invalid: {
          status: 401,
          body: { error: { type: "user-or-token-not-found", message: "User was not found or authentication token is not valid" } },
        },
      },
    },
  ],
});
