import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z][0-9][A-Z]-[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}", seed);
export const cashboardApiToken: Detector = {
  id: "cashboard-api-token",
  title: "Cashboard API token",
  provider: "cashboard",
  category: "finance",
  severity: "high",
  opens: "With the subdomain it reads and changes invoices, clients and payments of the account.",
  keywords: ["cashboard_", "cashboardapp", "cashboardapi"],
  pattern: named("cashboard(?:app)?", SET_KEY, "[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3}"),
  entropy: 2.3,
  confidence: 0.72,
  examples: [...shown("CASHBOARD_API_TOKEN", make), `# https://api.cashboardapp.com\ntoken: ${make(13)}\n`],
  counterExamples: [...nearMisses("CASHBOARD_API_TOKEN", make), `CASHBOARDAPP_INVOICE=${make(31)}`],
  references: ["https://api.cashboardapp.com/"],
  revoke: "https://cashboardapp.com > Settings > API token > Reset",
};
