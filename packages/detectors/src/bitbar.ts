import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const bitbarApiKey: Detector = {
  id: "bitbar-api-key",
  title: "SmartBear BitBar API key",
  provider: "bitbar",
  category: "ci",
  severity: "high",
  opens: "Acts as its owner: runs tests on devices at the account's cost and reads uploaded apps and results.",
  keywords: ["bitbar"],
  pattern: named("bitbar", SET_KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [...shown("BITBAR_API_KEY", make), `bitbar:\n  apiKey: ${make(13)}\n`],
  counterExamples: [...nearMisses("BITBAR_API_KEY", make), `BITBAR_PROJECT=${make(31)}`],
  references: ["https://support.smartbear.com/bitbar/docs/en/rest-api.html"],
  revoke: "https://cloud.bitbar.com/#user/account > API key > Reset",
};
