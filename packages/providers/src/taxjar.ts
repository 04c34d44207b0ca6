import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const taxjar: Provider = provider({
  id: "taxjar",
  name: "TaxJar",
  baseUrl: "https://api.taxjar.com",
  checks: [
    {
      detectors: ["taxjar-api-key"],
      get: "/v2/categories",
      auth: "bearer",
      valid: "categories",
      impact: () => "reads transactions and computes taxes",
      reference: "https://developers.taxjar.com/api/reference/#get-list-tax-categories",
      answers: {
        valid: { body: { categories: [] } },
        invalid: { status: 401, body: { status: 401, error: "Unauthorized", detail: "Not authorized for route 'GET /v2/categories'" } },
      },
    },
  ],
});
