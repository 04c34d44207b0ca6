import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const feedierApiKey: Detector = {
  id: "feedier-api-key",
  title: "Feedier API key",
  provider: "feedier",
  category: "marketing",
  severity: "high",
  opens: "Reads customers' feedback and personal data and changes surveys.",
  keywords: ["feedier"],
  pattern: named("feedier", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("FEEDIER_API_KEY", make)],
  counterExamples: [...nearMisses("FEEDIER_API_KEY", make)],
  references: ["https://developers.feedier.com/"],
  revoke: "https://dashboard.feedier.com > Settings > API > Revoke",
};
