import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const geoapifyApiKey: Detector = {
  id: "geoapify-api-key",
  title: "Geoapify API key",
  provider: "geoapify",
  category: "geo",
  severity: "low",
  opens: "Asks for maps and addresses within the account's plan; it often stands in web pages.",
  keywords: ["geoapify"],
  pattern: named("geoapify", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("GEOAPIFY_API_KEY", make), `https://api.geoapify.com/v1/geocode/search?text=$T&apiKey=${make(13)}`],
  counterExamples: [...nearMisses("GEOAPIFY_API_KEY", make)],
  references: ["https://apidocs.geoapify.com/docs/geocoding/"],
  revoke: "https://myprojects.geoapify.com > the project > API keys > Delete",
};
