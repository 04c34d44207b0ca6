import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const buddynsApiKey: Detector = {
  id: "buddyns-api-key",
  title: "BuddyNS API key",
  provider: "buddyns",
  category: "security",
  severity: "high",
  opens: "Adds, changes and deletes the account's DNS zones.",
  keywords: ["buddyns", "buddy_ns"],
  pattern: named("buddy_?ns", SET_KEY, "[0-9a-f]{40}"),
  entropy: 3.3,
  confidence: 0.72,
  examples: [...shown("BUDDYNS_API_KEY", make), `buddyns:\n  token: ${make(13)}\n`, `BUDDY_NS_KEY=${make(15)}\n`],
  counterExamples: [...nearMisses("BUDDYNS_API_KEY", make), `BUDDYNS_ZONE=${make(31)}`],
  references: ["https://www.buddyns.com/support/api/v2/"],
  revoke: "https://www.buddyns.com/buddyboard/ > Account > API key > Reset",
};
