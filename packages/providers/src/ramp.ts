import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const ramp: Provider = provider({
  id: "ramp",
  name: "Ramp",
  baseUrl: "https://api.ramp.com",
  checks: [
    {
      detectors: ["ramp-client-secret"],
      acts: true,
      post: "/developer/v1/token",
      auth: ["{clientId}", "{secret}"],
      form: { grant_type: "client_credentials", scope: "business:read" },
      valid: "access_token",
      impact: ["scopes {scope}"],
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://docs.ramp.com/developer-api/v1/authorization",
      answers: {
        valid: { body: { access_token: "a", scope: "business:read" } },
        invalid: { status: 401, body: { error: "invalid_client" } },
      },
    },
  ],
});
