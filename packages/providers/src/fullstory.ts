import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const fullstory: Provider = provider({
  id: "fullstory",
  name: "Fullstory",
  baseUrl: "https://api.fullstory.com",
  checks: [
    {
      detectors: ["fullstory-api-key"],
      instances: true,
      get: "/me",
      auth: { authorization: "Basic {secret}" },
      valid: "orgId",
      impact: ["acts as {email}", "organisation {orgId}", "role {role}"],
      reference: "https://developer.fullstory.com/server/authentication/",
      answers: {
        valid: { body: { email: "alice@example.com", orgId: "o1", role: "ADMIN" } },
        invalid: { status: 401, body: { code: "unauthorized", message: "invalid API key" } },
      },
    },
  ],
});
