import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const statuspage: Provider = provider({
  id: "statuspage",
  name: "Statuspage",
  baseUrl: "https://api.statuspage.io",
  checks: [
    {
      detectors: ["statuspage-api-key"],
      get: "/v1/pages",
      auth: { authorization: "OAuth {secret}" },
      valid: /^\s*\[/,
      impact: ["page {0.name}"],
      reference: "https://developer.statuspage.io/#operation/getPages",
      answers: { valid: { body: [{ id: "1", name: "Acme status" }] }, invalid: { status: 401, body: { error: "Could not authenticate" } } },
    },
  ],
});
