import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const dyspatch: Provider = provider({
  id: "dyspatch",
  name: "Dyspatch",
  baseUrl: "https://api.dyspatch.io",
  checks: [
    {
      detectors: ["dyspatch-api-key"],
      get: "/templates",
      auth: "bearer",
      headers: { accept: "application/vnd.dyspatch.2020.11+json" },
      valid: "data",
      impact: ["such as template {data.0.name}"],
      reference: "https://docs.dyspatch.io/api/",
      answers: {
        valid: { body: { data: [{ id: "1", name: "welcome" }] } },
        invalid: { status: 401, body: { code: "unauthorized", message: "unauthorized" } },
      },
    },
  ],
});
