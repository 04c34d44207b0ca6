import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{78}K7", seed);

export const scrapingbeeApiKey: Detector = {
  id: "scrapingbee-api-key",
  title: "ScrapingBee API key",
  provider: "scrapingbee",
  category: "data",
  severity: "low",
  opens: "Fetches pages at the owner's cost; it reads nothing of the account's data.",
  keywords: ["scrapingbee", "scraping_bee"],
  pattern: named("scraping[_-]?bee", KEY, `${UPPER_MIXED}[A-Z0-9]{80}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("SCRAPINGBEE_API_KEY", make), `scraping_bee_key: ${make(30)}\n`, `client = ScrapingBeeClient(api_key='${make(13)}')`],
  counterExamples: [
    ...unlike("SCRAPINGBEE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `scrapingbee checksum ${make(21)}`,
  ],
  references: ["https://www.scrapingbee.com/documentation/"],
  revoke: "https://app.scrapingbee.com/account/manage/api_key > Reset",
};
