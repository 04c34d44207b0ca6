import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const deepseek: Provider = provider({
  id: "deepseek",
  name: "DeepSeek",
  baseUrl: "https://api.deepseek.com",
  checks: [
    {
      detectors: ["deepseek-api-key"],
      get: "/user/balance",
      auth: "bearer",
      valid: "balance_infos",
      impact: ["balance {balance_infos.0.total_balance} {balance_infos.0.currency}"],
      reference: "https://api-docs.deepseek.com/api/get-user-balance",
      answers: {
        valid: { body: { is_available: true, balance_infos: [{ currency: "USD", total_balance: "10.00" }] } },
        invalid: { status: 401, body: { error: { message: "Authentication Fails (no such user)", type: "authentication_error" } } },
      },
    },
  ],
});
