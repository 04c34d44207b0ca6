import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9A-F]{31}7", seed);
export const route4meApiKey: Detector = {
  id: "route4me-api-key",
  title: "Route4Me API key",
  provider: "route4me",
  category: "ecommerce",
  severity: "high",
  opens: "Reads and changes the account's routes, addresses and drivers.",
  keywords: ["route4me"],
  pattern: named("route4me", KEY, "(?=[A-Z]{0,31}[0-9])[A-F0-9]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("ROUTE4ME_API_KEY", make), `route4me:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("ROUTE4ME_API_KEY", make), `ROUTE4ME_OPTIMIZATION_ID=${make(20)}\n`],
  references: ["https://route4me.io/docs/"],
  revoke: "https://route4me.com > Account settings > API > Regenerate",
};
