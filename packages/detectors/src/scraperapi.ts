import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const scraperapiKey: Detector = {
  id: "scraperapi-key",
  title: "ScraperAPI key",
  provider: "scraperapi",
  category: "data",
  severity: "low",
  opens: "Fetches pages with the owner's credits; it reads nothing but the account's usage.",
  keywords: ["scraperapi", "scraper_api"],
  pattern: named("scraper_?api", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("SCRAPERAPI_KEY", make), `scraperapi:\n  api_key: ${make(31)}\n`, `SCRAPER_API_KEY=${make(13)}\n`],
  counterExamples: [...unnamed("SCRAPERAPI_KEY", make), `SCRAPERAPI_JOB=${make(20)}\n`],
  references: ["https://docs.scraperapi.com/"],
  revoke: "https://dashboard.scraperapi.com > API key > Regenerate",
};
