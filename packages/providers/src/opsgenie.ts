import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const opsgenie: Provider = provider({
  id: "opsgenie",
  name: "Opsgenie",
  baseUrl: "https://api.opsgenie.com",
  checks: [
    {
      detectors: ["opsgenie-api-key"],
      instances: true,
      get: "/v2/account",
      auth: { authorization: "GenieKey {secret}" },
      valid: "data.name",
      impact: ["account {data.name}", "plan {data.plan.name}"],
      limited: { status: 403, body: /"message"/ },
      reference: "https://docs.opsgenie.com/docs/account-api",
      answers: {
        valid: { body: { data: { name: "acme", plan: { name: "Enterprise" } } } },
        invalid: { status: 401, body: { message: "Could not authenticate", took: 0.1 } },
        limited: { status: 403, body: { message: "You are not authorized to take this action", took: 0.1 } },
      },
    },
  ],
});
