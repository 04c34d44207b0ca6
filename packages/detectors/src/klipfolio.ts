import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{40}";
const make = (seed: number): string => fake(SHAPE, seed);
export const klipfolioApiKey: Detector = {
  id: "klipfolio-api-key",
  title: "Klipfolio API key",
  provider: "klipfolio",
  category: "monitoring",
  severity: "high",
  opens: "Reads and changes the dashboards and data sources of its owner, and as an administrator's key its users.",
  keywords: ["klipfolio"],
  pattern: named("klipfolio", KEY, SHAPE),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("KLIPFOLIO_API_KEY", make)],
  counterExamples: [...nearMisses("KLIPFOLIO_API_KEY", make)],
  references: ["https://apidocs.klipfolio.com/"],
  revoke: "https://app.klipfolio.com > My profile > API key > Generate",
};
