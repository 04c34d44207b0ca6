import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][0-9][a-z0-9]{20}", seed);
export const bugherdApiKey: Detector = {
  id: "bugherd-api-key",
  title: "BugHerd API key",
  provider: "bugherd",
  category: "productivity",
  severity: "medium",
  opens: "Reads and changes tasks and feedback of the organisation's projects.",
  keywords: ["bugherd", "bug_herd"],
  pattern: named("bug_?herd", SET_KEY, `${LOWER_MIXED}[a-z0-9]{22}`),
  entropy: 2.8,
  confidence: 0.72,
  examples: [...shown("BUGHERD_API_KEY", make), `bugherd:\n  api_key: ${make(13)}\n`, `BUG_HERD_KEY=${make(15)}\n`],
  counterExamples: [...nearMisses("BUGHERD_API_KEY", make), `BUGHERD_PROJECT=${make(31)}`],
  references: ["https://www.bugherd.com/api_v2"],
  revoke: "https://www.bugherd.com/settings/organization > API key > Reset",
};
