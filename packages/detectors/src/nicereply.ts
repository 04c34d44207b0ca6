import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const nicereplyApiKey: Detector = {
  id: "nicereply-api-key",
  title: "Nicereply private API key",
  provider: "nicereply",
  category: "crm",
  severity: "high",
  opens: "Reads customers' ratings and comments and the agents' statistics.",
  keywords: ["nicereply"],
  pattern: named("nicereply", KEY, "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("NICEREPLY_API_KEY", make), `nicereply:\n  api_key: ${make(31)}\n`],
  counterExamples: [...unnamed("NICEREPLY_API_KEY", make), `NICEREPLY_SHA=${make(20)}\n`],
  references: ["https://www.nicereply.com/api"],
  revoke: "https://app.nicereply.com > Settings > API > Regenerate",
};
