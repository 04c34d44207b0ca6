import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const tavily: Provider = provider({
  id: "tavily",
  name: "Tavily",
  baseUrl: "https://api.tavily.com",
  checks: [
    {
      detectors: ["tavily-api-key"],
      get: "/usage",
      auth: "bearer",
      valid: "account",
      impact: ["plan {account.current_plan}", "used {key.usage} credits"],
      reference: "https://docs.tavily.com/documentation/api-reference/endpoint/usage",
      answers: {
        valid: { body: { key: { usage: 1, limit: 1000 }, account: { current_plan: "Free" } } },
        invalid: { status: 401, body: { detail: { error: "Unauthorized: missing or invalid API key." } } },
      },
    },
  ],
});
