import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{40}";
const make = (seed: number): string => fake(SHAPE, seed);
export const getgeoapiApiKey: Detector = {
  id: "getgeoapi-api-key",
  title: "GetGeoAPI API key",
  provider: "getgeoapi",
  category: "geo",
  severity: "low",
  opens: "Asks for currencies and places within the account's plan; it reads nothing that is the owner's.",
  keywords: ["getgeoapi"],
  pattern: named("getgeoapi", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("GETGEOAPI_KEY", make), `https://api.getgeoapi.com/v2/currency/list?api_key=${make(13)}`],
  counterExamples: [...nearMisses("GETGEOAPI_KEY", make)],
  references: ["https://getgeoapi.com/documentation"],
  revoke: "https://getgeoapi.com/dashboard > Reset key",
};
