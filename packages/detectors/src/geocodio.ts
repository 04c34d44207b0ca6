import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{39}";
const make = (seed: number): string => fake(SHAPE, seed);
export const geocodioApiKey: Detector = {
  id: "geocodio-api-key",
  title: "Geocodio API key",
  provider: "geocodio",
  category: "geo",
  severity: "low",
  opens: "Asks for addresses at the account's cost; lists that were uploaded can be read, if the key may.",
  keywords: ["geocodio", "geocod.io"],
  pattern: named(String.raw`geocod(?:io|\.io)`, KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("GEOCODIO_API_KEY", make), `https://api.geocod.io/v1.7/geocode?q=$Q&api_key=${make(13)}`],
  counterExamples: [...nearMisses("GEOCODIO_API_KEY", make)],
  references: ["https://www.geocod.io/docs/"],
  revoke: "https://dash.geocod.io/apikey > Delete",
};
