import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const statuspalApiKey: Detector = {
  id: "statuspal-api-key",
  title: "Statuspal API key",
  provider: "statuspal",
  category: "monitoring",
  severity: "medium",
  opens: "Changes the status pages of the account and reads their subscribers.",
  keywords: ["statuspal"],
  pattern: named("statuspal", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("STATUSPAL_API_KEY", make)],
  counterExamples: [
    ...unlike("STATUSPAL_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `statuspal checksum ${make(21)}`,
  ],
  references: ["https://www.statuspal.io/api-docs"],
  revoke: "Statuspal > Profile > API key > Regenerate",
};
