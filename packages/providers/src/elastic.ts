import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const elastic: Provider = provider({
  id: "elastic",
  name: "Elastic Cloud",
  baseUrl: "https://api.elastic-cloud.com",
  checks: [
    {
      detectors: ["elastic-cloud-api-key"],
      get: "/api/v1/deployments?size=1",
      auth: { authorization: "ApiKey {secret}" },
      valid: "deployments",
      impact: ["such as deployment {deployments.0.name}"],
      invalid: { status: 401, body: /root\.unauth/ },
      reference: "https://www.elastic.co/docs/api/doc/cloud/operation/operation-list-deployments",
      answers: {
        valid: { body: { deployments: [{ id: "1", name: "logs" }] } },
        invalid: { status: 401, body: { errors: [{ code: "root.unauthenticated", message: "The supplied authentication is invalid" }] } },
      },
    },
  ],
});
