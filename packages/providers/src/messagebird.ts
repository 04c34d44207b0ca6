import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const messagebird: Provider = provider({
  id: "messagebird",
  name: "MessageBird",
  baseUrl: "https://rest.messagebird.com",
  checks: [
    {
      detectors: ["messagebird-access-key"],
      get: "/balance",
      auth: { authorization: "AccessKey {secret}" },
      valid: "payment",
      impact: ["balance {amount} {type}", "{payment}"],
      invalid: { status: 401, body: /"code"\s*:\s*2\b/ },
      reference: "https://developers.messagebird.com/api/balance/",
      answers: {
        valid: { body: { payment: "prepaid", type: "credits", amount: 9.2 } },
        invalid: {
          status: 401,
          body: { errors: [{ code: 2, description: "Request not allowed (incorrect access_key)", parameter: "access_key" }] },
        },
      },
    },
  ],
});
