import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const make = (seed: number): string => fake(SHAPE, seed);
export const insightlyApiKey: Detector = {
  id: "insightly-api-key",
  title: "Insightly API key",
  provider: "insightly",
  category: "crm",
  severity: "high",
  opens: "Reads and changes contacts, deals and projects with its owner's rights.",
  keywords: ["insightly"],
  pattern: named("insightly", KEY, SHAPE),
  entropy: 2.9,
  confidence: 0.65,
  examples: [...shown("INSIGHTLY_API_KEY", make)],
  counterExamples: [...nearMisses("INSIGHTLY_API_KEY", make)],
  references: ["https://api.insightly.com/v3.1/Help"],
  revoke: "https://crm.na1.insightly.com > User settings > API > Reset",
};
