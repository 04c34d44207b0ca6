import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const firecrawl: Provider = provider({
  id: "firecrawl",
  name: "Firecrawl",
  baseUrl: "https://api.firecrawl.dev",
  checks: [
    {
      detectors: ["firecrawl-api-key"],
      get: "/v1/team/credit-usage",
      auth: "bearer",
      valid: "data.remaining_credits",
      impact: ["{data.remaining_credits} credits left"],
      reference: "https://docs.firecrawl.dev/api-reference/endpoint/credit-usage",
      answers: {
        valid: { body: { success: true, data: { remaining_credits: 1000 } } },
        invalid: { status: 401, body: { success: false, error: "Unauthorized: Invalid token" } },
      },
    },
  ],
});
