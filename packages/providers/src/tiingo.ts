import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const tiingo: Provider = provider({
  id: "tiingo",
  name: "Tiingo",
  baseUrl: "https://api.tiingo.com",
  checks: [
    {
      detectors: ["tiingo-api-token"],
      get: "/api/test",
      auth: { authorization: "Token {secret}" },
      valid: /successfully sent a request/i,
      impact: () => "reads market data",
      invalid: { status: [401, 403], body: /token/i },
      reference: "https://www.tiingo.com/documentation/general/connecting",
      answers: {
        valid: { body: { message: "You successfully sent a request" } },
        invalid: { status: 401, body: { detail: "Invalid token." } },
      },
    },
  ],
});
