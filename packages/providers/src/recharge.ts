import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const recharge: Provider = provider({
  id: "recharge",
  name: "Recharge",
  baseUrl: "https://api.rechargeapps.com",
  checks: [
    {
      detectors: ["recharge-api-token"],
      get: "/token_information",
      auth: { "x-recharge-access-token": "{secret}" },
      valid: "token_information",
      impact: ["named {token_information.name}", "scopes {token_information.scopes}"],
      reference: "https://developer.rechargepayments.com/2021-11/token_information",
      answers: {
        valid: { body: { token_information: { name: "sync", scopes: ["read_customers"] } } },
        invalid: { status: 401, body: { errors: "bad authentication" } },
      },
    },
  ],
});
