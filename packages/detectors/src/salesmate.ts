import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const salesmateApiKey: Detector = {
  id: "salesmate-api-key",
  title: "Salesmate access key",
  provider: "salesmate",
  category: "crm",
  severity: "high",
  opens: "Acts as its owner: reads, changes and deletes the company's contacts and deals.",
  keywords: ["salesmate"],
  pattern: named("salesmate", "(?:access|api|session|secret)?[_.-]?(?:token|key)", UUID),
  entropy: 2.9,
  confidence: 0.65,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,60}\.salesmate\.io/, withinBytes: 512 }],
  examples: [...shown("SALESMATE_ACCESS_KEY", make), `salesmate:\n  access_key: ${make(31)}\n`],
  counterExamples: [...unnamed("SALESMATE_ACCESS_KEY", make), `SALESMATE_DEAL=${make(20)}\n`],
  references: ["https://apidocs.salesmate.io/"],
  revoke: "https://{account}.salesmate.io > Profile > Access key > Regenerate",
};
