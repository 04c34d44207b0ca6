import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const onfido: Provider = provider({
  id: "onfido",
  name: "Onfido",
  baseUrl: "https://api.eu.onfido.com",
  checks: [
    {
      detectors: ["onfido-api-token", "onfido-sandbox-api-token"],
      instances: true,
      get: "/v3.6/applicants?per_page=1",
      auth: { authorization: "Token token={secret}" },
      valid: "applicants",
      impact: () => "reads people's documents and checks",
      reference: "https://documentation.identity.entrust.com/api/latest/",
      answers: {
        valid: { body: { applicants: [] } },
        invalid: {
          status: 401,
          body: { error: { type: "authorization_error", message: "Authorization error: please re-check your credentials" } },
        },
      },
    },
  ],
});
