import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("apikey_[0-9a-f]{64}", seed);
export const rainforestPayApiKey: Detector = {
  id: "rainforest-pay-api-key",
  title: "Rainforest Pay production API key",
  provider: "rainforest-pay",
  category: "payment",
  severity: "critical",
  opens: "Manages the platform's merchants: reads their payments and deposits, refunds and makes further sessions.",
  prefixes: ["apikey_"],
  pattern: alone("apikey_[0-9a-f]{64}"),
  entropy: 3.5,
  confidence: 0.9,
  examples: [...shown("RAINFOREST_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("RAINFOREST_API_KEY", "apikey_", make),
    `RAINFOREST_API_KEY=${fake("apikey_[0-9a-f]{40}", 20)}`,
    `RAINFOREST_API_KEY=${fake("sbx_apikey_[0-9a-f]{64}", 21)}`,
  ],
  references: ["https://docs.rainforestpay.com/docs/authentication"],
  revoke: "Rainforest portal > Developers > API keys > Revoke",
};
