import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const paystack: Provider = provider({
  id: "paystack",
  name: "Paystack",
  baseUrl: "https://api.paystack.co",
  checks: [
    {
      detectors: ["paystack-secret-key"],
      get: "/balance",
      auth: "bearer",
      valid: "data",
      impact: ["balance {data.0.balance} {data.0.currency} (smallest unit)"],
      invalid: { status: 401, body: /invalid key/i },
      reference: "https://paystack.com/docs/api/transfer-control/",
      answers: {
        valid: { body: { status: true, data: [{ currency: "NGN", balance: 0 }] } },
        invalid: { status: 401, body: { status: false, message: "Invalid key", code: "invalid_Key" } },
      },
    },
  ],
});
