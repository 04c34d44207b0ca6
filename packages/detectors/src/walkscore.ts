import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const walkscoreApiKey: Detector = {
  id: "walkscore-api-key",
  title: "Walk Score API key",
  provider: "walkscore",
  category: "geo",
  severity: "low",
  opens: "Asks for scores of places at the owner's quota; it stands in many web pages.",
  keywords: ["walkscore", "walk_score", "wsapikey"],
  pattern: named("walk[_-]?score|ws(?=apikey)", `(?:ws)?apikey|${KEY}`, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [
    ...shown("WALKSCORE_API_KEY", make),
    `WALKSCORE_TOKEN=${make(31)}\n`,
    `walk_score_api_key: ${make(30)}\n`,
    `url = "https://api.walkscore.com/score?format=json&wsapikey=${make(13)}"`,
  ],
  counterExamples: [
    ...unlike("WALKSCORE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `walkscore checksum ${make(21)}`,
  ],
  references: ["https://www.walkscore.com/professional/api.php"],
  revoke: "Ask professional@walkscore.com for a new key",
};
