import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const twilio: Provider = provider({
  id: "twilio",
  name: "Twilio",
  baseUrl: "https://api.twilio.com",
  checks: [
    {
      detectors: ["twilio-auth-token"],
      get: "/2010-04-01/Accounts/{accountSid}.json",
      auth: ["{accountSid}", "{secret}"],
      valid: "sid",
      impact: ["account {friendly_name}", "{type}", "{status}"],
      invalid: { status: 401, body: /"code"\s*:\s*20003\b/ },
      reference: "https://www.twilio.com/docs/iam/api/account",
      answers: {
        valid: { body: { sid: "AC1", friendly_name: "Acme", status: "active", type: "Full" } },
        invalid: { status: 401, body: { code: 20003, message: "Authenticate", status: 401 } },
      },
    },
  ],
});
