import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const telnyx: Provider = provider({
  id: "telnyx",
  name: "Telnyx",
  baseUrl: "https://api.telnyx.com",
  checks: [
    {
      detectors: ["telnyx-api-key"],
      get: "/v2/balance",
      auth: "bearer",
      valid: "data.balance",
      impact: ["balance {data.balance} {data.currency}"],
      reference: "https://developers.telnyx.com/api/billing/get-user-balance",
      answers: {
        valid: { body: { data: { balance: "10.00", currency: "USD" } } },
        invalid: { status: 401, body: { errors: [{ code: "10009", title: "Authentication failed" }] } },
      },
    },
  ],
});
