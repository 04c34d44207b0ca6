import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{37}[A-Z][a-z]7", seed);

export const stockdataApiToken: Detector = {
  id: "stockdata-api-token",
  title: "StockData.org API token",
  provider: "stockdata",
  category: "finance",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["stockdata_api", "stockdataapi", "stockdata.org", "stockdata_token"],
  pattern: named("stockdata", KEY, `${MIXED}[A-Za-z0-9]{40}`),
  entropy: 4,
  confidence: 0.65,
  examples: [
    ...shown("STOCKDATA_API_TOKEN", make),
    `url = "https://api.stockdata.org/v1/data/quote?symbols=x&api_token=${make(13)}"`,
    `STOCKDATA_TOKEN=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("STOCKDATA_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `stockdata checksum ${make(21)}`,
  ],
  references: ["https://www.stockdata.org/documentation"],
  revoke: "https://www.stockdata.org/dashboard > Regenerate token",
};
