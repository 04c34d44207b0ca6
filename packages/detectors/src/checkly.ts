import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("cu_[0-9a-f]{32}", seed);
export const checklyApiKey: Detector = {
  id: "checkly-api-key",
  title: "Checkly API key",
  provider: "checkly",
  category: "monitoring",
  severity: "high",
  opens: "Acts as its owner or the account: reads and changes checks and their variables, which may hold passwords.",
  keywords: ["checkly"],
  pattern: named("checkly(?:_?hq)?", SET_KEY, "(?:(?:cu|sv)_)?[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.85,
  examples: [...shown("CHECKLY_API_KEY", make), `CHECKLYHQ_TOKEN=${fake("[0-9a-f]{32}", 13)}\n`],
  counterExamples: [...nearMisses("CHECKLY_API_KEY", make), `CHECKLY_PRIVATE_LOCATION=pl_${fake("[0-9a-f]{32}", 31)}`],
  references: ["https://www.checklyhq.com/docs/accounts-and-users/creating-api-key/"],
  revoke: "https://app.checklyhq.com/settings/user/api-keys > delete the key",
};
