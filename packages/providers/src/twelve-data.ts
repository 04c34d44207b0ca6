import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const twelveData: Provider = provider({
  id: "twelve-data",
  name: "Twelve Data",
  baseUrl: "https://api.twelvedata.com",
  checks: [
    {
      detectors: ["twelve-data-api-key"],
      get: "/api_usage",
      auth: { authorization: "apikey {secret}" },
      valid: "plan_limit",
      impact: ["plan {plan_category}"],
      invalid: { status: [200, 401], body: /"code"\s*:\s*401\b/ },
      reference: "https://twelvedata.com/docs#api-usage",
      answers: {
        valid: { body: { timestamp: "2026-01-01", current_usage: 1, plan_limit: 8, plan_category: "basic" } },
        invalid: { status: 401, body: { code: 401, message: "**apikey** parameter is incorrect or not specified.", status: "error" } },
      },
    },
  ],
});
