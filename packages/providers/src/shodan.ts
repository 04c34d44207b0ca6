import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const shodan: Provider = provider({
  id: "shodan",
  name: "Shodan",
  baseUrl: "https://api.shodan.io",
  checks: [
    {
      detectors: ["shodan-api-key"],
      secretInUrl: true,
      get: "/api-info?key={secret}",
      valid: "query_credits",
      impact: ["plan {plan}", "{query_credits} query credits"],
      invalid: { status: 401, body: /invalid api key|access denied/i },
      reference: "https://developer.shodan.io/api",
      answers: {
        valid: { body: { plan: "dev", query_credits: 100, scan_credits: 100 } },
        invalid: { status: 401, body: { error: "Invalid API key" } },
      },
    },
  ],
});
