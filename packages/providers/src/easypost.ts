import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const easypost: Provider = provider({
  id: "easypost",
  name: "EasyPost",
  baseUrl: "https://api.easypost.com",
  checks: [
    {
      detectors: ["easypost-api-key"],
      get: "/v2/users",
      auth: ["{secret}", ""],
      valid: "id",
      impact: ["account of {email}", "balance {balance}"],
      reference: "https://docs.easypost.com/docs/users",
      answers: {
        valid: { body: { id: "user_1", object: "User", email: "alice@example.com", balance: "0.00" } },
        invalid: { status: 401, body: { error: { code: "APIKEY.INVALID", message: "Unauthorized" } } },
      },
    },
  ],
});
