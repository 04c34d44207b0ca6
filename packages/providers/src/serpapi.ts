import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const serpapi: Provider = provider({
  id: "serpapi",
  name: "SerpApi",
  baseUrl: "https://serpapi.com",
  checks: [
    {
      detectors: ["serpapi-api-key"],
      secretInUrl: true,
      get: "/account.json?api_key={secret}",
      valid: "account_id",
      impact: ["account {account_email}", "plan {plan_name}"],
      invalid: { status: 401, body: /Invalid API key/i },
      reference: "https://serpapi.com/account-api",
      answers: {
        valid: { body: { account_id: "1", account_email: "alice@example.com", plan_name: "Free Plan" } },
        invalid: { status: 401, body: { error: "Invalid API key. Your API key should be here: https://serpapi.com/manage-api-key" } },
      },
    },
  ],
});
