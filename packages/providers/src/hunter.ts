import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const hunter: Provider = provider({
  id: "hunter",
  name: "Hunter",
  baseUrl: "https://api.hunter.io",
  checks: [
    {
      detectors: ["hunter-api-key"],
      get: "/v2/account",
      auth: { "x-api-key": "{secret}" },
      valid: "data.email",
      impact: ["account {data.email}", "plan {data.plan_name}"],
      invalid: { status: 401, body: /authentication_failed|invalid/i },
      reference: "https://hunter.io/api-documentation/v2#account",
      answers: {
        valid: { body: { data: { email: "alice@example.com", plan_name: "Free" } } },
        invalid: { status: 401, body: { errors: [{ id: "authentication_failed", code: 401 }] } },
      },
    },
  ],
});
