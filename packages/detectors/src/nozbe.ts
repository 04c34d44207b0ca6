import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{16}_[A-Za-z0-9_-]{63}[A-Za-z0-9]", seed);
export const nozbeApiToken: Detector = {
  id: "nozbe-api-token",
  title: "Nozbe API token",
  provider: "nozbe",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes the teams' projects, tasks and comments.",
  keywords: ["nozbe"],
  pattern: named("nozbe", KEY, "[A-Za-z0-9]{16}_[A-Za-z0-9_-]{64}"),
  entropy: 4.2,
  confidence: 0.85,
  examples: [...shown("NOZBE_API_TOKEN", make), `nozbe:\n  api_token: ${make(31)}\n`],
  counterExamples: [...unnamed("NOZBE_API_TOKEN", make), `NOZBE_TASK=${fake("[A-Za-z0-9]{16}", 20)}`],
  references: ["https://nozbe.help/advancedfeatures/api/"],
  revoke: "https://nozbe.app > Settings > API tokens > Delete",
};
