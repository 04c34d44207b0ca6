import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{57}[A-Z][a-z]7", seed);

export const serphouseApiToken: Detector = {
  id: "serphouse-api-token",
  title: "SERPHouse API token",
  provider: "serphouse",
  category: "data",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["serphouse"],
  pattern: named("serphouse", KEY, `${MIXED}[A-Za-z0-9]{60}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("SERPHOUSE_API_TOKEN", make)],
  counterExamples: [
    ...unlike("SERPHOUSE_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `serphouse checksum ${make(21)}`,
  ],
  references: ["https://docs.serphouse.com/"],
  revoke: "https://app.serphouse.com > Profile > API token > Regenerate",
};
