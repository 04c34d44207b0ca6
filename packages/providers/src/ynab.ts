import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const ynab: Provider = provider({
  id: "ynab",
  name: "YNAB",
  baseUrl: "https://api.ynab.com",
  checks: [
    {
      detectors: ["ynab-access-token"],
      get: "/v1/user",
      auth: "bearer",
      valid: "data.user.id",
      impact: () => "reads and changes the owner's budgets",
      reference: "https://api.ynab.com/v1#/User/getUser",
      answers: {
        valid: { body: { data: { user: { id: "1" } } } },
        invalid: { status: 401, body: { error: { id: "401", name: "unauthorized", detail: "Unauthorized" } } },
      },
    },
  ],
});
