import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{64}";
const make = (seed: number): string => fake(SHAPE, seed);
const NAME = "(?:(?:api|access|auth|personal|private|bearer)[_.-]?){0,2}(?:token|key|secret)";
export const grooveAccessToken: Detector = {
  id: "groove-access-token",
  title: "Groove private token",
  provider: "groove",
  category: "crm",
  severity: "high",
  opens: "Reads and writes the help desk's conversations and customers.",
  keywords: ["groovehq", "groove_api", "groove_token", "groove_access"],
  pattern: named("groove(?=[_.-]?(?:hq|api|access|token|private))", NAME, SHAPE),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("GROOVEHQ_ACCESS_TOKEN", make), `GROOVE_API_TOKEN=${make(13)}`],
  counterExamples: [...nearMisses("GROOVEHQ_ACCESS_TOKEN", make), `groove: token ${make(20)}`],
  references: ["https://developer.groovehq.com/"],
  revoke: "https://app.groovehq.com > Settings > API > Revoke",
};
