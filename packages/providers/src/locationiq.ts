import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const locationiq: Provider = provider({
  id: "locationiq",
  name: "LocationIQ",
  baseUrl: "https://us1.locationiq.com",
  checks: [
    {
      detectors: ["locationiq-access-token"],
      secretInUrl: true,
      get: "/v1/balance?format=json&key={secret}",
      valid: "balance",
      impact: ["{balance.day} requests left today"],
      invalid: { status: 401, body: /invalid key/i },
      reference: "https://docs.locationiq.com/reference/balance",
      answers: {
        valid: { body: { status: "ok", balance: { day: 4999, bonus: 0 } } },
        invalid: { status: 401, body: { error: "Invalid key" } },
      },
    },
  ],
});
