import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("sk_[0-9a-f]{32}", seed);
export const clearbitApiKey: Detector = {
  id: "clearbit-api-key",
  title: "Clearbit secret API key",
  provider: "clearbit",
  category: "crm",
  severity: "medium",
  opens: "Looks people and companies up at the account's cost.",
  keywords: ["clearbit"],
  pattern: named("clearbit", SET_KEY, "sk_[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.9,
  examples: [
    ...shown("CLEARBIT_API_KEY", make),
    `clearbit.key = '${make(13)}'\n`,
    `var clearbit = require('clearbit')({ key: '${make(15)}' });`,
  ],
  counterExamples: [...nearMisses("CLEARBIT_API_KEY", make), `CLEARBIT_API_KEY=pk_${fake("[0-9a-f]{32}", 31)}`],
  references: ["https://help.clearbit.com/hc/en-us/articles/360039091854"],
  revoke: "https://dashboard.clearbit.com/api > Reset key",
};
