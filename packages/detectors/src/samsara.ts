import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("samsara_api_[A-Za-z0-9]{30}", seed);
export const samsaraApiToken: Detector = {
  id: "samsara-api-token",
  title: "Samsara API token",
  provider: "samsara",
  category: "saas",
  severity: "critical",
  opens: "Reads where vehicles and drivers are and their camera footage, and changes the fleet's settings, as its scopes allow.",
  prefixes: ["samsara_api_"],
  pattern: alone("samsara_api_[A-Za-z0-9]{26,32}"),
  entropy: 3.6,
  confidence: 0.96,
  examples: [...shown("SAMSARA_API_TOKEN", make), ...sent(make)],
  counterExamples: [
    ...unlike("SAMSARA_API_TOKEN", "samsara_api_", make, 8),
    `SAMSARA_API_TOKEN=${fake("samsara_api_[A-Za-z0-9]{12}", 20)}`,
  ],
  references: ["https://developers.samsara.com/docs/authentication"],
  revoke: "https://cloud.samsara.com > Settings > API tokens > Delete",
  lifetime: "until it is deleted",
};
