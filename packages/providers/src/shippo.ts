import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const shippo: Provider = provider({
  id: "shippo",
  name: "Shippo",
  baseUrl: "https://api.goshippo.com",
  checks: [
    {
      detectors: ["shippo-api-token"],
      get: "/addresses?results=1",
      auth: { authorization: "ShippoToken {secret}" },
      valid: "results",
      impact: () => "reads addresses and buys labels",
      reference: "https://docs.goshippo.com/docs/guides_general/authentication/",
      answers: { valid: { body: { results: [] } }, invalid: { status: 401, body: { detail: "Token does not exist" } } },
    },
  ],
});
