import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{38}k7", seed);

export const simplesatApiToken: Detector = {
  id: "simplesat-api-token",
  title: "Simplesat API token",
  provider: "simplesat",
  category: "marketing",
  severity: "medium",
  opens: "Reads the answers of customers with their names and addresses.",
  keywords: ["simplesat"],
  pattern: named("simplesat", KEY, `${LOWER_MIXED}[a-z0-9]{40}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("SIMPLESAT_API_TOKEN", make)],
  counterExamples: [
    ...unlike("SIMPLESAT_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `simplesat checksum ${make(21)}`,
  ],
  references: ["https://documenter.getpostman.com/view/457268/SVYjVi8c"],
  revoke: "https://app.simplesat.io > Settings > API > Regenerate",
};
