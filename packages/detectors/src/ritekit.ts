import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{44}", seed);
export const ritekitClientSecret: Detector = {
  id: "ritekit-client-secret",
  title: "RiteKit client secret",
  provider: "ritekit",
  category: "marketing",
  severity: "low",
  opens: "Spends the owner's quota of hashtag and link calls; it reads nothing of the account.",
  keywords: ["ritekit", "rite_kit"],
  pattern: named("rite_?kit", "(?:api|client|access)?[_.-]?(?:token|key|secret|id)", "[0-9a-f]{44}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("RITEKIT_CLIENT_ID", make), `ritekit:\n  client_id: ${make(31)}\n`, `RITE_KIT_SECRET=${make(13)}\n`],
  counterExamples: [...unnamed("RITEKIT_CLIENT_ID", make), `RITEKIT_POST=${make(20)}\n`],
  references: ["https://documenter.getpostman.com/view/2010712/SzS7Qku5"],
  revoke: "https://ritekit.com/developer/dashboard/ > Regenerate",
};
