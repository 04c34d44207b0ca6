import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9A-Z]{52}";
const make = (seed: number): string => fake(SHAPE, seed);
export const dyspatchApiKey: Detector = {
  id: "dyspatch-api-key",
  title: "Dyspatch API key",
  provider: "dyspatch",
  category: "email",
  severity: "medium",
  opens: "Reads the templates of the organisation's mails; it sends none.",
  keywords: ["dyspatch"],
  pattern: named("dyspatch", KEY, UPPER_MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.75,
  examples: [...shown("DYSPATCH_API_KEY", make)],
  counterExamples: [...nearMisses("DYSPATCH_API_KEY", make)],
  references: ["https://docs.dyspatch.io/"],
  revoke: "https://app.dyspatch.io > Settings > API keys > Revoke",
};
