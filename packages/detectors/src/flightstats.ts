import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const flightstatsAppKey: Detector = {
  id: "flightstats-app-key",
  title: "FlightStats (Cirium) application key",
  provider: "flightstats",
  category: "data",
  severity: "low",
  opens: "With the application id it asks for flight data at the account's cost; it reads nothing that is the owner's.",
  keywords: ["flightstats", "flight_stats"],
  pattern: named("flight[_-]?stats", "(?:(?:api|app|access)[_.-]?)?(?:key|token|secret)", LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{8}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("FLIGHTSTATS_APP_KEY", make),
    `https://api.flightstats.com/flex/x?appId=${fake("[0-9a-f]{8}", 13)}&appKey=${make(14)}`,
    `FLIGHT_STATS_APP_KEY=${make(15)}`,
  ],
  counterExamples: [...nearMisses("FLIGHTSTATS_APP_KEY", make)],
  references: ["https://developer.flightstats.com/"],
  revoke: "https://developer.flightstats.com/admin/applications > the application > Reset",
};
