import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const nethuntApiKey: Detector = {
  id: "nethunt-api-key",
  title: "NetHunt CRM API key",
  provider: "nethunt",
  category: "crm",
  severity: "high",
  opens: "With its owner's address it reads and changes the records of the team's folders.",
  keywords: ["nethunt"],
  pattern: named("nethunt", KEY, UUID),
  entropy: 2.9,
  confidence: 0.65,
  examples: [...shown("NETHUNT_API_KEY", make), `nethunt:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("NETHUNT_API_KEY", make), `NETHUNT_FOLDER=${make(20)}\n`],
  references: ["https://nethunt.com/integration-api"],
  revoke: "https://nethunt.com > Settings > NetHunt API > Refresh",
};
