import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{80}";
const make = (seed: number): string => fake(SHAPE, seed);
export const fulcrumApiToken: Detector = {
  id: "fulcrum-api-token",
  title: "Fulcrum API token",
  provider: "fulcrum",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes the organisation's forms, records and photographs from the field.",
  keywords: ["fulcrum"],
  pattern: named("fulcrum", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("FULCRUM_API_TOKEN", make),
    `curl -H "X-ApiToken: $T" https://api.fulcrumapp.com/api/v2/forms.json\nfulcrum_key=${make(13)}\n`,
  ],
  counterExamples: [...nearMisses("FULCRUM_API_TOKEN", make)],
  references: ["https://docs.fulcrumapp.com/docs/api-introduction"],
  revoke: "https://web.fulcrumapp.com/settings/api > Revoke",
};
