import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9A-F]{32}", seed);
export const ip2locationApiKey: Detector = {
  id: "ip2location-api-key",
  title: "IP2Location API key",
  provider: "ip2location",
  category: "geo",
  severity: "low",
  opens: "Asks for the place of addresses within the account's plan; it reads nothing that is the owner's.",
  keywords: ["ip2location"],
  pattern: named("ip2location", KEY, UPPER_MIXED + "[0-9A-Z]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("IP2LOCATION_API_KEY", make), `https://api.ip2location.io/?key=${make(13)}&ip=$IP`],
  counterExamples: [...nearMisses("IP2LOCATION_API_KEY", make)],
  references: ["https://www.ip2location.io/ip2location-documentation"],
  revoke: "https://www.ip2location.io/dashboard > API keys > Delete",
};
