import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{76}";
const make = (seed: number): string => fake(SHAPE, seed);
export const jupiteroneApiToken: Detector = {
  id: "jupiterone-api-token",
  title: "JupiterOne API token",
  provider: "jupiterone",
  category: "security",
  severity: "high",
  opens: "Reads the graph of the company's cloud assets and weaknesses, and changes it as its permissions allow.",
  keywords: ["jupiterone", "jupiter_one"],
  pattern: named("jupiter_?one", "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)", MIXED + SHAPE),
  entropy: 4.2,
  confidence: 0.75,
  examples: [...shown("JUPITERONE_API_TOKEN", make), `JUPITER_ONE_TOKEN=${make(13)}`],
  counterExamples: [...nearMisses("JUPITERONE_API_TOKEN", make)],
  references: ["https://docs.jupiterone.io/reference/authentication"],
  revoke: "https://apps.us.jupiterone.io > Settings > API tokens > Revoke",
};
