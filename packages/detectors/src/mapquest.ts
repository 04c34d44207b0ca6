import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);
export const mapquestApiKey: Detector = {
  id: "mapquest-api-key",
  title: "MapQuest API key",
  provider: "mapquest",
  category: "geo",
  severity: "low",
  opens: "Spends the owner's quota of maps and routes; it reads nothing of the account and often stands in web pages.",
  keywords: ["mapquest"],
  pattern: named("mapquest", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("MAPQUEST_API_KEY", make), `mapquest:\n  key: ${make(31)}\n`],
  counterExamples: [...unnamed("MAPQUEST_API_KEY", make), `MAPQUEST_URL=${make(20)}\n`],
  references: ["https://developer.mapquest.com/documentation/"],
  revoke: "https://developer.mapquest.com/user/me/apps > Delete",
};
