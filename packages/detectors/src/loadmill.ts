import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{40}";
const make = (seed: number): string => fake(SHAPE, seed);
export const loadmillApiToken: Detector = {
  id: "loadmill-api-token",
  title: "Loadmill API token",
  provider: "loadmill",
  category: "ci",
  severity: "medium",
  opens: "Runs tests at the team's cost and reads them with the recorded requests, which may hold passwords.",
  keywords: ["loadmill"],
  pattern: named("loadmill", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  examples: [...shown("LOADMILL_API_TOKEN", make)],
  counterExamples: [...nearMisses("LOADMILL_API_TOKEN", make)],
  references: ["https://docs.loadmill.com/integrations/api-tokens"],
  revoke: "https://app.loadmill.com > Settings > API tokens > Delete",
};
