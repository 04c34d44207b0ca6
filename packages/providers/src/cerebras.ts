import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const cerebras: Provider = provider({
  id: "cerebras",
  name: "Cerebras",
  baseUrl: "https://api.cerebras.ai",
  checks: [
    {
      detectors: ["cerebras-api-key"],
      get: "/v1/models",
      auth: "bearer",
      valid: "data",
      impact: () => "may use its models",
      reference: "https://inference-docs.cerebras.ai/api-reference/models",
      answers: {
        valid: { body: { object: "list", data: [] } },
        invalid: { status: 401, body: { message: "Wrong API Key", type: "invalid_request_error", code: "wrong_api_key" } },
      },
    },
  ],
});
