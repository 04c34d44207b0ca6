import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const mistral: Provider = provider({
  id: "mistral",
  name: "Mistral",
  baseUrl: "https://api.mistral.ai",
  checks: [
    {
      detectors: ["mistral-api-key"],
      get: "/v1/models",
      auth: "bearer",
      valid: /"object"\s*:\s*"list"/,
      impact: () => "may use its models",
      reference: "https://docs.mistral.ai/api/endpoint/models",
      answers: { valid: { body: { object: "list", data: [] } }, invalid: { status: 401, body: { detail: "Unauthorized" } } },
    },
  ],
});
