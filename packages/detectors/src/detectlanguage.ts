import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const detectlanguageApiKey: Detector = {
  id: "detectlanguage-api-key",
  title: "Detect Language API key",
  provider: "detectlanguage",
  category: "saas",
  severity: "low",
  opens: "Uses up the account's daily requests for language detection; it reads nothing that is the owner's.",
  keywords: ["detectlanguage", "detect_language"],
  pattern: named("detect[_-]?language", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("DETECTLANGUAGE_API_KEY", make),
    `detectlanguage.configuration.api_key = "${make(13)}"`,
    `DETECT_LANGUAGE_API_KEY=${make(14)}`,
  ],
  counterExamples: [...nearMisses("DETECTLANGUAGE_API_KEY", make)],
  references: ["https://detectlanguage.com/documentation"],
  revoke: "https://detectlanguage.com/private > Reset API key",
};
