import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const newsapi: Provider = provider({
  id: "newsapi",
  name: "News API",
  baseUrl: "https://newsapi.org",
  checks: [
    {
      detectors: ["newsapi-api-key"],
      costs: true,
      get: "/v2/top-headlines/sources",
      auth: { "x-api-key": "{secret}" },
      valid: "sources",
      impact: () => "reads headlines",
      invalid: { status: 401, body: /apiKey(?:Invalid|Disabled)/ },
      reference: "https://newsapi.org/docs/errors",
      answers: {
        valid: { body: { status: "ok", sources: [] } },
        invalid: { status: 401, body: { status: "error", code: "apiKeyInvalid" } },
      },
    },
  ],
});
