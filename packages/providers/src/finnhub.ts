import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const finnhub: Provider = provider({
  id: "finnhub",
  name: "Finnhub",
  baseUrl: "https://finnhub.io",
  checks: [
    {
      detectors: ["finnhub-api-key"],
      get: "/api/v1/stock/market-status?exchange=US",
      auth: { "x-finnhub-token": "{secret}" },
      valid: "exchange",
      impact: () => "reads market data",
      reference: "https://finnhub.io/docs/api/market-status",
      answers: { valid: { body: { exchange: "US", isOpen: false } }, invalid: { status: 401, body: { error: "Invalid API key" } } },
    },
  ],
});
