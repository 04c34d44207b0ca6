import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const make = (seed: number): string => fake(SHAPE, seed);
export const graphhopperApiKey: Detector = {
  id: "graphhopper-api-key",
  title: "GraphHopper API key",
  provider: "graphhopper",
  category: "geo",
  severity: "low",
  opens: "Asks for routes within the account's plan; it reads nothing that is the owner's.",
  keywords: ["graphhopper"],
  pattern: named("graphhopper", KEY, SHAPE),
  entropy: 2.9,
  confidence: 0.65,
  examples: [...shown("GRAPHHOPPER_API_KEY", make), `https://graphhopper.com/api/1/route?point=$P&key=${make(13)}`],
  counterExamples: [...nearMisses("GRAPHHOPPER_API_KEY", make)],
  references: ["https://docs.graphhopper.com/"],
  revoke: "https://graphhopper.com/dashboard/ > API keys > Delete",
};
