import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const uptimerobot: Provider = provider({
  id: "uptimerobot",
  name: "UptimeRobot",
  baseUrl: "https://api.uptimerobot.com",
  checks: [
    {
      detectors: ["uptimerobot-api-key"],
      only: /^u/,
      post: "/v2/getAccountDetails",
      form: { api_key: "{secret}", format: "json" },
      valid: "account.email",
      impact: ["account {account.email}"],
      invalid: { status: [200, 401], body: /"parameter_name"\s*:\s*"api_key"|api_key is invalid/i },
      reference: "https://uptimerobot.com/api/legacy/#getAccountDetails",
      answers: {
        valid: { body: { stat: "ok", account: { email: "alice@example.com" } } },
        invalid: { body: { stat: "fail", error: { type: "invalid_parameter", parameter_name: "api_key", passed_value: "…" } } },
      },
    },
  ],
});
