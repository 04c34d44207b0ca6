import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{37}[A-Z][a-z]7", seed);

export const worksnapsApiToken: Detector = {
  id: "worksnaps-api-token",
  title: "Worksnaps API token",
  provider: "worksnaps",
  category: "productivity",
  severity: "medium",
  opens: "Reads its owner's projects with the time and the screens of those who work on them.",
  keywords: ["worksnaps"],
  pattern: named("worksnaps", KEY, `${MIXED}[A-Za-z0-9]{40}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("WORKSNAPS_API_TOKEN", make)],
  counterExamples: [
    ...unlike("WORKSNAPS_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `worksnaps checksum ${make(21)}`,
  ],
  references: ["https://www.worksnaps.com/api/"],
  revoke: "https://www.worksnaps.com > Profile and settings > Web service API > Regenerate",
};
