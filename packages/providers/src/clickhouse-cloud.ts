import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const clickhouseCloud: Provider = provider({
  id: "clickhouse-cloud",
  name: "ClickHouse Cloud",
  baseUrl: "https://api.clickhouse.cloud",
  checks: [
    {
      detectors: ["clickhouse-cloud-api-secret-key"],
      get: "/v1/organizations",
      auth: ["{keyId}", "{secret}"],
      valid: "result",
      impact: ["organisation {result.0.name}"],
      reference: "https://clickhouse.com/docs/cloud/manage/api/swagger",
      answers: {
        valid: { body: { result: [{ id: "1", name: "Acme" }], status: 200 } },
        invalid: { status: 401, body: { error: "Unauthorized", status: 401 } },
      },
    },
  ],
});
