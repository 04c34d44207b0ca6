import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{30}k7", seed);

export const scrapingantApiKey: Detector = {
  id: "scrapingant-api-key",
  title: "ScrapingAnt API key",
  provider: "scrapingant",
  category: "data",
  severity: "low",
  opens: "Fetches pages at the owner's cost; it reads nothing of the account's data.",
  keywords: ["scrapingant", "scraping_ant"],
  pattern: named("scraping[_-]?ant", KEY, `${LOWER_MIXED}[a-z0-9]{32}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("SCRAPINGANT_API_KEY", make), `scraping_ant_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SCRAPINGANT_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `scrapingant checksum ${make(21)}`,
  ],
  references: ["https://docs.scrapingant.com/"],
  revoke: "https://app.scrapingant.com/dashboard > Reset token",
};
