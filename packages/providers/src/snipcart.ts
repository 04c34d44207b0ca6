import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const snipcart: Provider = provider({
  id: "snipcart",
  name: "Snipcart",
  baseUrl: "https://app.snipcart.com",
  checks: [
    {
      detectors: ["snipcart-secret-key"],
      get: "/api/orders?limit=1",
      auth: ["{secret}", ""],
      valid: "items",
      impact: ["{totalItems} orders"],
      reference: "https://docs.snipcart.com/v3/api-reference/authentication",
      answers: { valid: { body: { totalItems: 0, items: [] } }, invalid: { status: 401, body: { message: "Unauthorized" } } },
    },
  ],
});
