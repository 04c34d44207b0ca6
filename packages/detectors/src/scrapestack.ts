import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const scrapestackApiKey: Detector = {
  id: "scrapestack-api-key",
  title: "scrapestack API key",
  provider: "scrapestack",
  category: "data",
  severity: "low",
  opens: "Fetches pages at the owner's cost; it reads nothing of the account's data.",
  keywords: ["scrapestack"],
  pattern: named("scrapestack", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("SCRAPESTACK_API_KEY", make), `url = "http://api.scrapestack.com/scrape?access_key=${make(13)}&url=x"`],
  counterExamples: [
    ...unlike("SCRAPESTACK_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `scrapestack checksum ${make(21)}`,
  ],
  references: ["https://docs.apilayer.com/scrapestack/docs/api-documentation"],
  revoke: "https://scrapestack.com/dashboard > Reset API key",
};
