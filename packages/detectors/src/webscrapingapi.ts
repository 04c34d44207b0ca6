import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const webscrapingapiApiKey: Detector = {
  id: "webscrapingapi-api-key",
  title: "WebScrapingAPI key",
  provider: "webscrapingapi",
  category: "data",
  severity: "low",
  opens: "Fetches pages at the owner's cost; it reads nothing of the account's data.",
  keywords: ["webscrapingapi", "webscraping_api", "web_scraping_api", "webscraping-api"],
  pattern: named("web[_-]?scraping[_-]?api", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [
    ...shown("WEBSCRAPINGAPI_KEY", make),
    `webscraping-api_key: ${make(32)}\n`,
    `WEBSCRAPING_API_KEY=${make(13)}\n`,
    `WEB_SCRAPING_API_KEY=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("WEBSCRAPINGAPI_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `webscrapingapi checksum ${make(21)}`,
  ],
  references: ["https://docs.webscrapingapi.com/"],
  revoke: "https://dashboard.webscrapingapi.com > Reset key",
};
