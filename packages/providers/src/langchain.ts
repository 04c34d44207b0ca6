import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const langchain: Provider = provider({
  id: "langchain",
  name: "LangSmith",
  baseUrl: "https://api.smith.langchain.com",
  checks: [
    {
      detectors: ["langsmith-api-key"],
      instances: true,
      get: "/api/v1/sessions?limit=1",
      auth: { "x-api-key": "{secret}" },
      valid: /^\s*\[/,
      impact: ["such as project {0.name}"],
      invalid: [{ status: 401 }, { status: 403, body: /"Forbidden"/ }],
      reference: "https://docs.langchain.com/langsmith/home",
      answers: { valid: { body: [{ id: "1", name: "chat" }] }, invalid: { status: 401, body: { detail: "Invalid token" } } },
    },
  ],
});
