import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{49}x7", seed);
export const repairshoprApiKey: Detector = {
  id: "repairshopr-api-key",
  title: "RepairShopr API token",
  provider: "repairshopr",
  category: "saas",
  severity: "high",
  opens: "Reads and changes the shop's customers, tickets and invoices, as its permissions allow.",
  keywords: ["repairshopr"],
  pattern: named("repairshopr", KEY, "(?=[A-Za-z-]{0,50}[0-9])[A-Za-z0-9-]{51}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,60}\.repairshopr\.com/, withinBytes: 512 }],
  examples: [...shown("REPAIRSHOPR_API_KEY", make), `repairshopr:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("REPAIRSHOPR_API_KEY", make), `REPAIRSHOPR_TICKET=${make(20)}\n`],
  references: ["https://api-docs.repairshopr.com/"],
  revoke: "https://{shop}.repairshopr.com > Admin > API tokens > Delete",
};
