import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const atera: Provider = provider({
  id: "atera",
  name: "Atera",
  baseUrl: "https://app.atera.com",
  checks: [
    {
      detectors: ["atera-api-key"],
      get: "/api/v3/alerts?itemsInPage=1",
      auth: { "x-api-key": "{secret}" },
      valid: "items",
      impact: ["{totalItemCount} alerts"],
      reference: "https://app.atera.com/apidocs/",
      answers: {
        valid: { body: { items: [], totalItemCount: 0 } },
        invalid: { status: 401, body: { Message: "Authorization has been denied for this request." } },
      },
    },
  ],
});
