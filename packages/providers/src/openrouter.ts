import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const openrouter: Provider = provider({
  id: "openrouter",
  name: "OpenRouter",
  baseUrl: "https://openrouter.ai",
  checks: [
    {
      detectors: ["openrouter-api-key"],
      get: "/api/v1/key",
      auth: "bearer",
      valid: "data",
      impact: ["used {data.usage} USD", "limit {data.limit} USD"],
      reference: "https://openrouter.ai/docs/api-reference/api-keys/get-current-api-key",
      answers: {
        valid: { body: { data: { label: "a", usage: 1.5, limit: 10 } } },
        invalid: { status: 401, body: { error: { message: "User not found.", code: 401 } } },
      },
    },
  ],
});
