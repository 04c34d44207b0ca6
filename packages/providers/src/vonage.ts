import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { at, sentence } from "./http/answers.ts";

export const vonage: Provider = provider({
  id: "vonage",
  name: "Vonage",
  baseUrl: "https://rest.nexmo.com",
  checks: [
    {
      detectors: ["vonage-api-secret"],
      get: "/account/get-balance",
      auth: ["{apiKey}", "{secret}"],
      valid: "value",
      impact: (answer) => sentence(`balance ${String(at(answer.json, "value"))} EUR`, when(answer, "autoReload", "recharges itself")),
      reference: "https://developer.vonage.com/en/api/account#getAccountBalance",
      answers: {
        valid: { body: { value: 3.14, autoReload: true } },
        invalid: { status: 401, body: { "error-code": "401", "error-code-label": "authentication failed" } },
      },
    },
  ],
});
