import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const influxdb: Provider = provider({
  id: "influxdb",
  name: "InfluxDB",
  baseUrl: "https://influxdb.invalid",
  checks: [
    // Every region has an address of its own; the base URL is never asked, nor an address that only stands near.
    {
      detectors: ["influxdb-api-token"],
      host: hostUnder("url", "cloud2.influxdata.com"),
      get: "/api/v2/orgs?limit=1",
      auth: { authorization: "Token {secret}" },
      valid: "orgs",
      impact: ["organisation {orgs.0.name}"],
      invalid: { status: 401, body: /unauthorized/ },
      reference: "https://docs.influxdata.com/influxdb/v2/api/v2/#operation/GetOrgs",
      answers: {
        beside: "https://us-east-1-1.aws.cloud2.influxdata.com",
        valid: { body: { orgs: [{ id: "1", name: "Acme" }] } },
        invalid: { status: 401, body: { code: "unauthorized", message: "unauthorized access" } },
      },
    },
  ],
});
