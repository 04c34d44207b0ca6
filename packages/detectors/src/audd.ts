import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const auddApiToken: Detector = {
  id: "audd-api-token",
  title: "AudD API token",
  provider: "audd",
  category: "media",
  severity: "low",
  opens: "Recognises music at the account's cost.",
  keywords: ["audd_", "api.audd.io", "auddapi"],
  pattern: named("audd(?:[._]?io)?", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [...shown("AUDD_API_TOKEN", make), `https://api.audd.io/?api_token=${make(13)}&url=https://acme.io/a.mp3`],
  counterExamples: [...nearMisses("AUDD_API_TOKEN", make), `audd_track: ${make(31)}`],
  references: ["https://docs.audd.io/"],
  revoke: "https://dashboard.audd.io > API token > Reset",
};
