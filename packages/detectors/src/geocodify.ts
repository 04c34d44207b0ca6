import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{40}";
const make = (seed: number): string => fake(SHAPE, seed);
export const geocodifyApiKey: Detector = {
  id: "geocodify-api-key",
  title: "Geocodify API key",
  provider: "geocodify",
  category: "geo",
  severity: "low",
  opens: "Asks for addresses within the account's plan; it reads nothing that is the owner's.",
  keywords: ["geocodify"],
  pattern: named("geocodify", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("GEOCODIFY_API_KEY", make), `https://api.geocodify.com/v2/geocode?api_key=${make(13)}&q=$Q`],
  counterExamples: [...nearMisses("GEOCODIFY_API_KEY", make)],
  references: ["https://geocodify.com/docs"],
  revoke: "https://geocodify.com/dashboard > Reset key",
};
