import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{125}Zq7", seed);

export const yelpApiKey: Detector = {
  id: "yelp-api-key",
  title: "Yelp Fusion API key",
  provider: "yelp",
  category: "geo",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["yelp"],
  pattern: named("yelp", "(?:fusion[_.-]?)?(?:api|access|client)?[_.-]?(?:key|token|secret)", `${URL_MIXED}[A-Za-z0-9_-]{128}`),
  window: { before: 96, after: 320 },
  entropy: 4.3,
  confidence: 0.85,
  examples: [...shown("YELP_API_KEY", make)],
  counterExamples: [
    ...unlike("YELP_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `yelp checksum ${make(21)}`,
  ],
  references: ["https://docs.developer.yelp.com/docs/fusion-authentication"],
  revoke: "https://www.yelp.com/developers/v3/manage_app > Refresh API key",
};
