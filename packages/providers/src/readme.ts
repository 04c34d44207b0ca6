import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const readme: Provider = provider({
  id: "readme",
  name: "ReadMe",
  baseUrl: "https://dash.readme.com",
  checks: [
    {
      detectors: ["readme-api-key"],
      get: "/api/v1/",
      auth: ["{secret}", ""],
      valid: "subdomain",
      impact: ["project {name}"],
      invalid: { status: 401, body: /APIKEY_(?:NOTFOUND|MISMATCH|EMPTY)/ },
      reference: "https://docs.readme.com/main/reference/getproject",
      answers: {
        valid: { body: { name: "Docs", subdomain: "docs" } },
        invalid: { status: 401, body: { error: "APIKEY_NOTFOUND", message: "We couldn't find your API key" } },
      },
    },
  ],
});
