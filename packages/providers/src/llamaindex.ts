import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const llamaindex: Provider = provider({
  id: "llamaindex",
  name: "LlamaCloud",
  baseUrl: "https://api.cloud.llamaindex.ai",
  checks: [
    {
      detectors: ["llama-cloud-api-key"],
      instances: true,
      get: "/api/v1/projects",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: ["project {0.name}"],
      reference: "https://developers.llamaindex.ai/cloud-api-reference",
      answers: { valid: { body: [{ id: "1", name: "Default" }] }, invalid: { status: 401, body: { detail: "Invalid API Key" } } },
    },
  ],
});
