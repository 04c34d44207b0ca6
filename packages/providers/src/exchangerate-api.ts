import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const exchangerateApi: Provider = provider({
  id: "exchangerate-api",
  name: "ExchangeRate-API",
  baseUrl: "https://v6.exchangerate-api.com",
  checks: [
    {
      detectors: ["exchangerate-api-key"],
      secretInUrl: true,
      get: "/v6/{secret}/quota",
      valid: "requests_remaining",
      impact: ["{requests_remaining} requests left"],
      invalid: { status: [200, 403, 404], body: /"invalid-key"/ },
      reference: "https://www.exchangerate-api.com/docs/request-quota-requests",
      answers: {
        valid: { body: { result: "success", plan_quota: 1500, requests_remaining: 1400 } },
        invalid: { status: 403, body: { result: "error", "error-type": "invalid-key" } },
      },
    },
  ],
});
