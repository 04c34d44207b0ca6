import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const together: Provider = provider({
  id: "together",
  name: "Together AI",
  baseUrl: "https://api.together.xyz",
  checks: [
    {
      detectors: ["together-api-key"],
      get: "/v1/models",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: () => "may use its models",
      invalid: { status: 401, body: /invalid_api_key|Invalid API key/ },
      reference: "https://docs.together.ai/reference/models-1",
      answers: {
        valid: { body: [] },
        invalid: { status: 401, body: { error: { message: "Invalid API key provided.", code: "invalid_api_key" } } },
      },
    },
  ],
});
