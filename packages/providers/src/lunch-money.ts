import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const lunchMoney: Provider = provider({
  id: "lunch-money",
  name: "Lunch Money",
  baseUrl: "https://dev.lunchmoney.app",
  checks: [
    {
      detectors: ["lunch-money-access-token"],
      get: "/v1/me",
      auth: "bearer",
      valid: "user_id",
      impact: ["acts as {user_email}", "budget {budget_name}"],
      invalid: { status: [400, 401], body: /Access token/i },
      reference: "https://lunchmoney.dev/#user",
      answers: {
        valid: { body: { user_id: 1, user_email: "alice@example.com", budget_name: "Home" } },
        invalid: { status: 401, body: { name: "Error", message: "Access token does not exist." } },
      },
    },
  ],
});
