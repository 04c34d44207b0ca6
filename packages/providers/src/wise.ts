import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const wise: Provider = provider({
  id: "wise",
  name: "Wise",
  baseUrl: "https://api.wise.com",
  checks: [
    {
      detectors: ["wise-api-token"],
      instances: true,
      get: "/v2/profiles",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: ["{0.type} profile {0.id}"],
      reference: "https://docs.wise.com/api-docs/api-reference/profile",
      answers: {
        valid: { body: [{ id: 1, type: "BUSINESS" }] },
        invalid: { status: 401, body: { error: "invalid_token", error_description: "Invalid token" } },
      },
    },
  ],
});
