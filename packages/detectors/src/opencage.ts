import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const opencageApiKey: Detector = {
  id: "opencage-api-key",
  title: "OpenCage geocoding API key",
  provider: "opencage",
  category: "geo",
  severity: "low",
  opens: "Spends the owner's quota of geocoding; it reads nothing of the account.",
  keywords: ["opencage", "open_cage"],
  pattern: named("open_?cage(?:data)?", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("OPENCAGE_API_KEY", make), `opencage:\n  key: ${make(31)}\n`, `OPEN_CAGE_KEY=${make(13)}\n`],
  counterExamples: [...unnamed("OPENCAGE_API_KEY", make), `OPENCAGE_CACHE=${make(20)}\n`],
  references: ["https://opencagedata.com/api"],
  revoke: "https://opencagedata.com/dashboard > Geocoding API > Delete key",
};
