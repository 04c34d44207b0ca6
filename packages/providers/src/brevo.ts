import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const brevo: Provider = provider({
  id: "brevo",
  name: "Brevo",
  baseUrl: "https://api.brevo.com",
  checks: [
    {
      detectors: ["brevo-api-key"],
      get: "/v3/account",
      auth: { "api-key": "{secret}" },
      valid: "email",
      impact: ["account {email}", "company {companyName}"],
      invalid: { status: 401, body: /key not found|api key is not enabled/i },
      limited: { status: 401, body: /unrecogni[sz]ed IP address/i },
      reference: "https://developers.brevo.com/reference/getaccount",
      answers: {
        valid: { body: { email: "alice@example.com", companyName: "Acme", plan: [] } },
        invalid: { status: 401, body: { message: "Key not found", code: "unauthorized" } },
        limited: { status: 401, body: { message: "We have detected you are using an unrecognised IP address", code: "unauthorized" } },
      },
    },
  ],
});
