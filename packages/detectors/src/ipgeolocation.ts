import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const ipgeolocationApiKey: Detector = {
  id: "ipgeolocation-api-key",
  title: "ipgeolocation.io API key",
  provider: "ipgeolocation",
  category: "geo",
  severity: "low",
  opens: "Asks for the place of addresses within the account's plan; it reads nothing that is the owner's.",
  keywords: ["ipgeolocation", "ip_geolocation"],
  pattern: named("ip_?geolocation", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("IPGEOLOCATION_API_KEY", make),
    `https://api.ipgeolocation.io/ipgeo?apiKey=${make(13)}&ip=$IP`,
    `IP_GEOLOCATION_API_KEY=${make(14)}`,
  ],
  counterExamples: [...nearMisses("IPGEOLOCATION_API_KEY", make)],
  references: ["https://ipgeolocation.io/documentation.html"],
  revoke: "https://app.ipgeolocation.io/dashboard > API keys > Regenerate",
};
