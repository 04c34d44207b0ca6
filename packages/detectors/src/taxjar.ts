import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const taxjarApiKey: Detector = {
  id: "taxjar-api-key",
  title: "TaxJar API token",
  provider: "taxjar",
  category: "finance",
  severity: "high",
  opens: "Reads and changes the account's sales transactions and customers.",
  keywords: ["taxjar"],
  pattern: named("taxjar", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("TAXJAR_API_KEY", make)],
  counterExamples: [
    ...unlike("TAXJAR_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `taxjar checksum ${make(21)}`,
  ],
  references: ["https://developers.taxjar.com/api/reference/#authentication"],
  revoke: "https://app.taxjar.com/account#api-access > Revoke",
};
