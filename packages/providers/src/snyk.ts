import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const snyk: Provider = provider({
  id: "snyk",
  name: "Snyk",
  baseUrl: "https://api.snyk.io",
  checks: [
    {
      detectors: ["snyk-api-token"],
      instances: true,
      get: "/rest/self?version=2024-10-15",
      auth: { authorization: "token {secret}" },
      valid: "data.id",
      impact: ["{data.type} {data.attributes.name}", "{data.attributes.email}"],
      reference: "https://docs.snyk.io/snyk-api/reference/users",
      answers: {
        valid: { body: { data: { id: "1", type: "user", attributes: { name: "Alice", email: "alice@example.com" } } } },
        invalid: { status: 401, body: { errors: [{ status: "401", title: "Unauthorized", detail: "Unauthorized" }] } },
      },
    },
  ],
});
