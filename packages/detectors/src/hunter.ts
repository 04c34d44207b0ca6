import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{40}";
const make = (seed: number): string => fake(SHAPE, seed);
export const hunterApiKey: Detector = {
  id: "hunter-api-key",
  title: "Hunter API key",
  provider: "hunter",
  category: "marketing",
  severity: "medium",
  opens: "Looks up people's mail addresses at the account's cost and reads its saved leads and campaigns.",
  // The word alone stands in many names.
  keywords: ["hunter_api", "hunter.io", "hunter_io", "hunterio", "hunter-api", "hunterapi", "hunter_key", "hunter_secret"],
  pattern: named("hunter(?=[_.-]?(?:io|api|key|secret))", KEY, SHAPE),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("HUNTER_API_KEY", make), `https://api.hunter.io/v2/account?api_key=${make(13)}`],
  counterExamples: [...nearMisses("HUNTER_API_KEY", make), `hunter: key ${make(20)}`],
  references: ["https://hunter.io/api-documentation"],
  revoke: "https://hunter.io/api-keys > Delete",
};
