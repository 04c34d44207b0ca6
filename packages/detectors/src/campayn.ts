import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const campaynApiKey: Detector = {
  id: "campayn-api-key",
  title: "Campayn API key",
  provider: "campayn",
  category: "email",
  severity: "high",
  opens: "Sends newsletters from the account and reads and changes its contacts.",
  keywords: ["campayn"],
  pattern: named("campayn", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.72,
  examples: [...shown("CAMPAYN_API_KEY", make), `campayn:\n  api_key: ${make(13)}\n`],
  counterExamples: [...nearMisses("CAMPAYN_API_KEY", make), `CAMPAYN_LIST=${make(31)}`],
  references: ["https://github.com/nebojsac/Campayn-API"],
  revoke: "Campayn > Settings > API key > Regenerate",
};
