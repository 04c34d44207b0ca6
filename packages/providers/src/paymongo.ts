import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const paymongo: Provider = provider({
  id: "paymongo",
  name: "PayMongo",
  baseUrl: "https://api.paymongo.com",
  checks: [
    {
      detectors: ["paymongo-secret-key"],
      get: "/v1/webhooks",
      auth: ["{secret}", ""],
      valid: "data",
      impact: () => "reads and takes payments",
      invalid: { status: [400, 401], body: /api_key|authentication|unauthorized/i },
      reference: "https://developers.paymongo.com/docs/authentication",
      answers: {
        valid: { body: { data: [] } },
        invalid: { status: 401, body: { errors: [{ code: "authentication_invalid", detail: "API key does not exist." }] } },
      },
    },
  ],
});
