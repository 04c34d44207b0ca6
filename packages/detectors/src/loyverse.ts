import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{30}x7", seed);
export const loyverseAccessToken: Detector = {
  id: "loyverse-access-token",
  title: "Loyverse access token",
  provider: "loyverse",
  category: "ecommerce",
  severity: "high",
  opens: "Reads the shop's receipts, customers and stock and changes them.",
  keywords: ["loyverse"],
  pattern: named("loyverse", "(?:api|access|secret|private|admin)?[_.-]?(?:token|key)", `${DIGIT}[a-z0-9]{32}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("LOYVERSE_ACCESS_TOKEN", make), `loyverse:\n  token: ${make(31)}\n`],
  counterExamples: [...unnamed("LOYVERSE_ACCESS_TOKEN", make), `LOYVERSE_STORE_ID=${make(20)}\n`],
  references: ["https://developer.loyverse.com/docs/"],
  revoke: "https://r.loyverse.com > Integrations > Access tokens > Delete",
};
