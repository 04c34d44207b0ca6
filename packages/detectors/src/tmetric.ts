import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{62}K7", seed);

export const tmetricApiToken: Detector = {
  id: "tmetric-api-token",
  title: "TMetric API token",
  provider: "tmetric",
  category: "productivity",
  severity: "medium",
  opens: "Reads and changes the time entries and projects that its owner sees.",
  keywords: ["tmetric"],
  pattern: named("tmetric", KEY, `${UPPER_MIXED}[A-Z0-9]{64}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("TMETRIC_API_TOKEN", make)],
  counterExamples: [
    ...unlike("TMETRIC_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tmetric checksum ${make(21)}`,
  ],
  references: ["https://tmetric.com/help/data-integrations/how-to-use-tmetric-rest-api"],
  revoke: "https://app.tmetric.com/#/profile > Get new API token",
};
