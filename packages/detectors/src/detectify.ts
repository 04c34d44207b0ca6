import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const detectifyApiKey: Detector = {
  id: "detectify-api-key",
  title: "Detectify API key",
  provider: "detectify",
  category: "security",
  severity: "high",
  opens: "Reads the weaknesses that were found in the customer's sites and starts scans, as its permissions allow.",
  keywords: ["detectify"],
  pattern: named("detectify", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("DETECTIFY_API_KEY", make), `curl -H "X-Detectify-Key: ${make(13)}" https://api.detectify.com/rest/v2/assets/`],
  counterExamples: [...nearMisses("DETECTIFY_API_KEY", make)],
  references: ["https://developer.detectify.com/"],
  revoke: "https://dashboard.detectify.com > Settings > API keys > Revoke",
};
