import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const perplexity: Provider = provider({
  id: "perplexity",
  name: "Perplexity",
  baseUrl: "https://api.perplexity.ai",
  checks: [
    {
      detectors: ["perplexity-api-key"],
      get: "/async/chat/completions",
      auth: "bearer",
      valid: "requests",
      impact: () => "may use its models",
      reference: "https://docs.perplexity.ai/api-reference/async-chat-completions-get",
      answers: {
        valid: { body: { requests: [] } },
        invalid: { status: 401, body: { error: { message: "Invalid API key provided", type: "invalid_api_key", code: 401 } } },
      },
    },
  ],
});
