import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const checkly: Provider = provider({
  id: "checkly",
  name: "Checkly",
  baseUrl: "https://api.checklyhq.com",
  checks: [
    {
      detectors: ["checkly-api-key"],
      get: "/v1/accounts",
      auth: "bearer",
      valid: /^\s*\[/,
      impact: ["account {0.name}"],
      reference: "https://developers.checklyhq.com/reference/getv1accounts",
      answers: {
        valid: { body: [{ id: "1", name: "Acme" }] },
        invalid: { status: 401, body: { statusCode: 401, error: "Unauthorized", message: "Bad Token" } },
      },
    },
  ],
});
