import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const sparkpost: Provider = provider({
  id: "sparkpost",
  name: "SparkPost",
  baseUrl: "https://api.sparkpost.com",
  checks: [
    {
      detectors: ["sparkpost-api-key"],
      instances: true,
      get: "/api/v1/account",
      auth: { authorization: "{secret}" },
      valid: "results",
      impact: ["company {results.company_name}", "{results.status}"],
      limited: { status: 403, body: /Forbidden/ },
      reference: "https://developers.sparkpost.com/api/account/",
      answers: {
        valid: { body: { results: { company_name: "Acme", status: "active" } } },
        invalid: { status: 401, body: { errors: [{ message: "Unauthorized." }] } },
        limited: { status: 403, body: { errors: [{ message: "Forbidden." }] } },
      },
    },
  ],
});
