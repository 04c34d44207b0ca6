import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{57}[A-Z][a-z]7", seed);

export const webscraperApiToken: Detector = {
  id: "webscraper-api-token",
  title: "Web Scraper Cloud API token",
  provider: "webscraper",
  category: "data",
  severity: "medium",
  opens: "Reads and changes the account's scrapers and what they found, at its cost.",
  keywords: ["webscraper", "web_scraper"],
  pattern: named("web[_-]?scraper", KEY, `${MIXED}[A-Za-z0-9]{60}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("WEBSCRAPER_API_TOKEN", make), `web_scraper_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("WEBSCRAPER_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `webscraper checksum ${make(21)}`,
  ],
  references: ["https://webscraper.io/documentation/web-scraper-cloud/api"],
  revoke: "https://cloud.webscraper.io/api > Reset token",
};
