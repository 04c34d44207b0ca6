import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

export const mailjet: Provider = provider({
  id: "mailjet",
  name: "Mailjet",
  baseUrl: "https://api.mailjet.com",
  checks: [
    {
      detectors: ["mailjet-api-secret"],
      instances: true,
      get: "/v3/REST/apikey?Limit=1",
      auth: ["{apiKey}", "{secret}"],
      valid: "Data",
      impact: (answer) => sentence(textAt(answer.json, "Data", 0, "Name"), when(answer, "Data.0.IsMaster", "the account's main key")),
      reference: "https://dev.mailjet.com/email/reference/settings/api-key-configuration/",
      answers: {
        valid: { body: { Count: 1, Data: [{ Name: "main", IsMaster: true }] } },
        invalid: { status: 401, body: { ErrorMessage: "API key authentication/authorization failure.", StatusCode: 401 } },
      },
    },
  ],
});
