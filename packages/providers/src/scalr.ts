import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const scalr: Provider = provider({
  id: "scalr",
  name: "Scalr",
  baseUrl: "https://scalr.io",
  checks: [
    {
      detectors: ["scalr-access-token"],
      host: hostUnder("host", "scalr.io"),
      get: "/api/iam/v3/accounts",
      auth: "bearer",
      valid: "data",
      impact: ["account {data.0.attributes.name}"],
      reference: "https://docs.scalr.io/reference/list_accounts",
      answers: {
        beside: "acme.scalr.io",
        valid: { body: { data: [{ id: "acc-1", attributes: { name: "acme" } }] } },
        invalid: { status: 401, body: { errors: [{ status: "401", title: "Unauthorized" }] } },
      },
    },
  ],
});
