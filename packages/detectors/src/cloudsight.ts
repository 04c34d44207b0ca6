import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{19}", seed);
export const cloudsightApiKey: Detector = {
  id: "cloudsight-api-key",
  title: "CloudSight API key",
  provider: "cloudsight",
  category: "ai",
  severity: "medium",
  opens: "Has pictures described at the account's cost.",
  keywords: ["cloudsight", "cloud_sight"],
  pattern: named("cloud_?sight", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9_-]{22}`),
  entropy: 3.3,
  confidence: 0.72,
  examples: [...shown("CLOUDSIGHT_API_KEY", make), `CLOUD_SIGHT_KEY=${make(13)}\n`],
  counterExamples: [...nearMisses("CLOUDSIGHT_API_KEY", make), `CLOUDSIGHT_IMAGE=${make(31)}`],
  references: ["https://cloudsight.docs.apiary.io/"],
  revoke: "https://cloudsight.ai > API > Projects > the project > Regenerate",
};
