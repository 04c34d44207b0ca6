import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const rebrandly: Provider = provider({
  id: "rebrandly",
  name: "Rebrandly",
  baseUrl: "https://api.rebrandly.com",
  checks: [
    {
      detectors: ["rebrandly-api-key"],
      get: "/v1/account",
      auth: { apikey: "{secret}" },
      valid: "id",
      impact: ["account {email}"],
      reference: "https://developers.rebrandly.com/reference/getaccountdetails",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { message: "Unauthorized", code: "Unauthorized" } },
      },
    },
  ],
});
