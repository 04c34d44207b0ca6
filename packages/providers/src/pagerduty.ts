import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const pagerduty: Provider = provider({
  id: "pagerduty",
  name: "PagerDuty",
  baseUrl: "https://api.pagerduty.com",
  checks: [
    {
      detectors: ["pagerduty-api-key"],
      instances: true,
      get: "/abilities",
      auth: { authorization: "Token token={secret}" },
      headers: { accept: "application/vnd.pagerduty+json;version=2" },
      valid: "abilities",
      impact: () => "reads and changes incidents and schedules",
      reference: "https://developer.pagerduty.com/api-reference/88ecb9bd33e53-list-abilities",
      answers: {
        valid: { body: { abilities: ["sso"] } },
        invalid: { status: 401, body: { error: { message: "Unauthorized", code: 2006 } } },
      },
    },
  ],
});
