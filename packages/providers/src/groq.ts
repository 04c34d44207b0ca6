import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const groq: Provider = provider({
  id: "groq",
  name: "Groq",
  baseUrl: "https://api.groq.com",
  checks: [
    {
      detectors: ["groq-api-key"],
      get: "/openai/v1/models",
      auth: "bearer",
      valid: /"object"\s*:\s*"list"/,
      impact: () => "may use its models",
      invalid: { status: 401, body: /invalid_api_key|expired_api_key/ },
      reference: "https://console.groq.com/docs/api-reference#models-list",
      answers: {
        valid: { body: { object: "list", data: [] } },
        invalid: { status: 401, body: { error: { message: "Invalid API Key", type: "invalid_request_error", code: "invalid_api_key" } } },
      },
    },
  ],
});
