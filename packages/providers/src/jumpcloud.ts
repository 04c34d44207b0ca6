import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const jumpcloud: Provider = provider({
  id: "jumpcloud",
  name: "JumpCloud",
  baseUrl: "https://console.jumpcloud.com",
  checks: [
    {
      detectors: ["jumpcloud-api-key"],
      instances: true,
      get: "/api/organizations?limit=1",
      auth: { "x-api-key": "{secret}" },
      valid: "results",
      impact: ["organisation {results.0.displayName}"],
      invalid: { status: 401, body: /unauthorized/i },
      reference: "https://docs.jumpcloud.com/api/1.0/index.html#tag/organizations",
      answers: {
        valid: { body: { totalCount: 1, results: [{ displayName: "Acme" }] } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
