import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const luno: Provider = provider({
  id: "luno",
  name: "Luno",
  baseUrl: "https://api.luno.com",
  checks: [
    {
      detectors: ["luno-api-key-secret"],
      get: "/api/1/balance",
      auth: ["{keyId}", "{secret}"],
      valid: "balance",
      impact: ["balance {balance.0.balance} {balance.0.asset}"],
      limited: { status: 403, body: /ErrInsufficientPerms/ },
      reference: "https://www.luno.com/en/developers/api#tag/Accounts/operation/GetBalances",
      answers: {
        valid: { body: { balance: [{ asset: "XBT", balance: "0.10" }] } },
        invalid: { status: 401, body: { error: "API key not found", error_code: "ErrAPIKeyNotFound" } },
        limited: { status: 403, body: { error: "API key doesn't have the required permissions", error_code: "ErrInsufficientPerms" } },
      },
    },
  ],
});
