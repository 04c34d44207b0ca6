import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{24}";
const make = (seed: number): string => fake(SHAPE, seed);
export const flightapiApiKey: Detector = {
  id: "flightapi-api-key",
  title: "FlightAPI API key",
  provider: "flightapi",
  category: "data",
  severity: "low",
  opens: "Asks for flights and fares at the account's cost; it reads nothing that is the owner's.",
  keywords: ["flightapi", "flight_api"],
  pattern: named("flight[_-]?api", KEY, LOWER_MIXED + SHAPE),
  entropy: 2.8,
  confidence: 0.65,
  examples: [...shown("FLIGHTAPI_KEY", make), `FLIGHT_API_KEY=${make(13)}`],
  counterExamples: [...nearMisses("FLIGHTAPI_KEY", make)],
  references: ["https://docs.flightapi.io/"],
  revoke: "https://www.flightapi.io > Dashboard > ask support for a new key",
};
