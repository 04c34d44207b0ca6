import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{24}";
const make = (seed: number): string => fake(SHAPE, seed);
export const happyscribeApiKey: Detector = {
  id: "happyscribe-api-key",
  title: "Happy Scribe API key",
  provider: "happyscribe",
  category: "ai",
  severity: "high",
  opens: "Reads the organisation's transcripts and orders further ones at its cost.",
  keywords: ["happyscribe", "happy_scribe"],
  pattern: named("happy_?scribe", KEY, MIXED + SHAPE),
  entropy: 3.3,
  confidence: 0.65,
  examples: [...shown("HAPPYSCRIBE_API_KEY", make), `HAPPY_SCRIBE_TOKEN=${make(13)}`],
  counterExamples: [...nearMisses("HAPPYSCRIBE_API_KEY", make)],
  references: ["https://dev.happyscribe.com/"],
  revoke: "https://www.happyscribe.com/v2/account > API key > Regenerate",
};
