import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const flutterwave: Provider = provider({
  id: "flutterwave",
  name: "Flutterwave",
  baseUrl: "https://api.flutterwave.com",
  checks: [
    {
      detectors: ["flutterwave-secret-key"],
      get: "/v3/balances",
      auth: "bearer",
      valid: "data",
      impact: ["balance {data.0.available_balance} {data.0.currency}"],
      invalid: { status: 401, body: /invalid authorization key/i },
      reference: "https://developer.flutterwave.com/v3.0/reference/get-all-wallet-balances",
      answers: {
        valid: { body: { status: "success", data: [{ currency: "NGN", available_balance: 10 }] } },
        invalid: { status: 401, body: { status: "error", message: "Invalid authorization key", data: null } },
      },
    },
  ],
});
