import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("apify_api_[A-Za-z0-9]{36}", seed);

export const apifyApiToken: Detector = {
  id: "apify-api-token",
  title: "Apify API token",
  provider: "apify",
  category: "saas",
  severity: "high",
  opens: "Runs scrapers at the owner's cost and reads their results.",
  prefixes: ["apify_api_"],
  pattern: alone("apify_api_[A-Za-z0-9]{34,38}"),
  entropy: 4.0,
  confidence: 0.97,
  examples: [...shown("APIFY_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("APIFY_TOKEN", "apify_api_", make, 4),
    `APIFY_TOKEN=${fake("apify_api_[A-Za-z0-9]{20}", 20)}`,
    `APIFY_TOKEN=${fake("apify_api_[a-z]{10}_[a-z]{10}", 21)}`,
  ],
  references: ["https://docs.apify.com/platform/integrations/api"],
  revoke: "https://console.apify.com/settings/integrations > Delete",
};
