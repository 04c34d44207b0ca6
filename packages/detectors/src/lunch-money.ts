import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{50}", seed);
export const lunchMoneyAccessToken: Detector = {
  id: "lunch-money-access-token",
  title: "Lunch Money access token",
  provider: "lunch-money",
  category: "finance",
  severity: "high",
  opens: "Reads and changes its owner's budget, accounts and transactions; it moves no money.",
  keywords: ["lunchmoney", "lunch_money", "lunch-money"],
  pattern: named("lunch[_-]?money", "(?:api|access|secret|private|admin)?[_.-]?(?:token|key)", "[0-9a-f]{50}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("LUNCHMONEY_ACCESS_TOKEN", make), `LUNCH_MONEY_API_KEY=${make(13)}\n`, `lunch-money-token: ${make(14)}\n`],
  counterExamples: [...unnamed("LUNCHMONEY_ACCESS_TOKEN", make), `LUNCHMONEY_COMMIT=${make(20)}\n`],
  references: ["https://lunchmoney.dev/"],
  revoke: "https://my.lunchmoney.app/developers > Delete",
};
