import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("shippo_live_[0-9a-f]{40}", seed);

export const shippoApiToken: Detector = {
  id: "shippo-api-token",
  title: "Shippo live API token",
  provider: "shippo",
  category: "ecommerce",
  severity: "high",
  opens: "Buys labels at the owner's cost and reads the addresses of shipments.",
  prefixes: ["shippo_live_"],
  pattern: alone("shippo_live_[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.97,
  examples: [...shown("SHIPPO_API_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("SHIPPO_API_TOKEN", "shippo_live_", make),
    `SHIPPO_API_TOKEN=${fake("shippo_test_[0-9a-f]{40}", 20)}`,
    `SHIPPO_API_TOKEN=${fake("shippo_live_[g-z]{40}", 21)}`,
  ],
  references: ["https://docs.goshippo.com/docs/guides_general/authentication/"],
  revoke: "https://apps.goshippo.com/settings/api > Delete",
};
