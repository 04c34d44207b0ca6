import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{30}K7", seed);

export const scraperboxApiKey: Detector = {
  id: "scraperbox-api-key",
  title: "ScraperBox API key",
  provider: "scraperbox",
  category: "data",
  severity: "low",
  opens: "Fetches pages at the owner's cost; it reads nothing of the account's data.",
  keywords: ["scraperbox", "scraper_box"],
  pattern: named("scraper[_-]?box", KEY, `${UPPER_MIXED}[A-Z0-9]{32}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("SCRAPERBOX_API_KEY", make), `scraper_box_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SCRAPERBOX_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `scraperbox checksum ${make(21)}`,
  ],
  references: ["https://scraperbox.com/docs"],
  revoke: "https://scraperbox.com/dashboard > Regenerate token",
};
