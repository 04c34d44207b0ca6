import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const cockroachdb: Provider = provider({
  id: "cockroachdb",
  name: "CockroachDB Cloud",
  baseUrl: "https://cockroachlabs.cloud",
  checks: [
    {
      detectors: ["cockroachdb-cloud-api-key"],
      get: "/api/v1/clusters?pagination.limit=1",
      auth: "bearer",
      valid: "clusters",
      impact: ["such as cluster {clusters.0.name}"],
      limited: { status: 403, body: /"code":\s*7\b/ },
      reference: "https://www.cockroachlabs.com/docs/api/cloud/v1",
      answers: {
        valid: { body: { clusters: [{ id: "1", name: "main" }] } },
        invalid: { status: 401, body: { code: 16, message: "invalid API key", details: [] } },
        limited: { status: 403, body: { code: 7, message: "unauthorized", details: [] } },
      },
    },
  ],
});
