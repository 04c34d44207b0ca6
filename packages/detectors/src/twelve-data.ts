import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const twelveDataApiKey: Detector = {
  id: "twelve-data-api-key",
  title: "Twelve Data API key",
  provider: "twelve-data",
  category: "finance",
  severity: "low",
  opens: "Asks for market data at the owner's quota; it reads nothing of the account's money.",
  keywords: ["twelvedata", "twelve_data"],
  pattern: named("twelve[_-]?data", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("TWELVE_DATA_API_KEY", make)],
  counterExamples: [
    ...unlike("TWELVE_DATA_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `twelve checksum ${make(21)}`,
  ],
  references: ["https://twelvedata.com/docs#authentication"],
  revoke: "https://twelvedata.com/account/api-keys > Delete",
};
