import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const tmetric: Provider = provider({
  id: "tmetric",
  name: "TMetric",
  baseUrl: "https://app.tmetric.com",
  checks: [
    {
      detectors: ["tmetric-api-token"],
      get: "/api/v3/user",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {name}"],
      reference: "https://app.tmetric.com/api-docs/",
      answers: { valid: { body: { id: 1, name: "Alice" } }, invalid: { status: 401, body: "" } },
    },
  ],
});
