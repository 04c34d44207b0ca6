import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{28}x7", seed);
export const scrapeowlApiKey: Detector = {
  id: "scrapeowl-api-key",
  title: "ScrapeOwl API key",
  provider: "scrapeowl",
  category: "data",
  severity: "low",
  opens: "Fetches pages with the owner's credits; it reads nothing but the account's usage.",
  keywords: ["scrapeowl"],
  pattern: named("scrapeowl", KEY, `${DIGIT}[a-z0-9]{30}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("SCRAPEOWL_API_KEY", make), `scrapeowl:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("SCRAPEOWL_API_KEY", make), `SCRAPEOWL_JOB=${make(20)}\n`],
  references: ["https://docs.scrapeowl.com/"],
  revoke: "https://app.scrapeowl.com > Dashboard > Regenerate",
};
