import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const diffbot: Provider = provider({
  id: "diffbot",
  name: "Diffbot",
  baseUrl: "https://api.diffbot.com",
  checks: [
    {
      detectors: ["diffbot-token"],
      secretInUrl: true,
      get: "/v4/account?token={secret}",
      valid: "plan",
      impact: ["account {email}", "plan {plan}"],
      invalid: { status: [200, 401], body: /"errorCode"\s*:\s*401\b/ },
      reference: "https://docs.diffbot.com/reference/account",
      answers: {
        valid: { body: { email: "alice@example.com", plan: "free" } },
        invalid: { status: 401, body: { errorCode: 401, error: "Not authorized API token." } },
      },
    },
  ],
});
