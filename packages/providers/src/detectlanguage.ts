import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const detectlanguage: Provider = provider({
  id: "detectlanguage",
  name: "Detect Language",
  baseUrl: "https://ws.detectlanguage.com",
  checks: [
    {
      detectors: ["detectlanguage-api-key"],
      get: "/v3/account/status",
      auth: "bearer",
      valid: "plan",
      impact: ["plan {plan}", "{status}"],
      invalid: { status: [400, 401], body: /invalid api key/i },
      reference: "https://detectlanguage.com/docs",
      answers: {
        valid: { body: { requests: 0, plan: "FREE", status: "ACTIVE" } },
        invalid: { status: 401, body: { error: { code: 1, message: "Invalid API key" } } },
      },
    },
  ],
});
