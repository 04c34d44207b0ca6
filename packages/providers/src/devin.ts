import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const devin: Provider = provider({
  id: "devin",
  name: "Devin",
  baseUrl: "https://api.devin.ai",
  checks: [
    {
      detectors: ["devin-personal-api-key"],
      get: "/v1/sessions?limit=1",
      auth: "bearer",
      valid: "sessions",
      impact: () => "starts sessions at the owner's cost",
      reference: "https://docs.devin.ai/api-reference/overview",
      answers: { valid: { body: { sessions: [] } }, invalid: { status: 401, body: { detail: "Invalid API key" } } },
    },
  ],
});
