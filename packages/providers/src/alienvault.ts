import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const alienvault: Provider = provider({
  id: "alienvault",
  name: "AlienVault OTX",
  baseUrl: "https://otx.alienvault.com",
  checks: [
    {
      detectors: ["alienvault-otx-api-key"],
      get: "/api/v1/users/me",
      auth: { "x-otx-api-key": "{secret}" },
      valid: "username",
      impact: ["acts as {username}"],
      invalid: { status: [401, 403], body: /Authentication required|Invalid API key/i },
      reference: "https://otx.alienvault.com/api",
      answers: {
        valid: { body: { username: "alice", user_id: 1 } },
        invalid: { status: 403, body: { detail: "Authentication required" } },
      },
    },
  ],
});
