import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const baremetrics: Provider = provider({
  id: "baremetrics",
  name: "Baremetrics",
  baseUrl: "https://api.baremetrics.com",
  checks: [
    {
      detectors: ["baremetrics-api-key"],
      get: "/v1/account",
      auth: "bearer",
      valid: "account",
      impact: ["account {account.company}"],
      reference: "https://developers.baremetrics.com/reference/show-account",
      answers: {
        valid: { body: { account: { id: 1, company: "Acme" } } },
        invalid: { status: 401, body: { error: "Unauthorized. Token not found (001)" } },
      },
    },
  ],
});
