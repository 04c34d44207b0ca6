import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const zenscrapeApiKey: Detector = {
  id: "zenscrape-api-key",
  title: "Zenscrape API key",
  provider: "zenscrape",
  category: "data",
  severity: "low",
  opens: "Fetches pages at the owner's cost; it reads nothing of the account's data.",
  keywords: ["zenscrape"],
  pattern: named("zenscrape", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("ZENSCRAPE_API_KEY", make)],
  counterExamples: [
    ...unlike("ZENSCRAPE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zenscrape checksum ${make(21)}`,
  ],
  references: ["https://app.zenscrape.com/documentation"],
  revoke: "https://app.zenscrape.com/dashboard > Regenerate",
};
