import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const theOddsApi: Provider = provider({
  id: "the-odds-api",
  name: "The Odds API",
  baseUrl: "https://api.the-odds-api.com",
  checks: [
    {
      detectors: ["the-odds-api-key"],
      secretInUrl: true,
      get: "/v4/sports/?apiKey={secret}",
      valid: /^\s*\[/,
      impact: ["{header:x-requests-remaining} requests left"],
      invalid: { status: 401, body: /INVALID_KEY|DEACTIVATED_KEY|api key is not valid/i },
      reference: "https://the-odds-api.com/liveapi/guides/v4/",
      answers: {
        valid: { headers: { "x-requests-remaining": "480" }, body: [] },
        invalid: { status: 401, body: { message: "API key is not valid", error_code: "INVALID_KEY" } },
      },
    },
  ],
});
