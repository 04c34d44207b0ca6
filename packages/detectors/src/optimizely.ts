import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("2:[A-Za-z0-9_-]{50}x7", seed);
export const optimizelyAccessToken: Detector = {
  id: "optimizely-access-token",
  title: "Optimizely personal access token",
  provider: "optimizely",
  category: "marketing",
  severity: "high",
  opens: "Acts as its owner: changes experiments and flags, so what visitors see, and reads their results.",
  keywords: ["optimizely"],
  pattern: named("optimizely", KEY, "[0-9]:(?=[A-Za-z_-]{0,51}[0-9])[A-Za-z0-9_-]{52}"),
  entropy: 4,
  confidence: 0.85,
  examples: [...shown("OPTIMIZELY_ACCESS_TOKEN", make), `optimizely:\n  access_token: ${make(31)}\n`],
  counterExamples: [
    ...unnamed("OPTIMIZELY_ACCESS_TOKEN", make),
    `OPTIMIZELY_SDK_KEY=${fake("[A-Za-z0-9]{22}", 20)}`, // it may be public
  ],
  references: ["https://docs.developers.optimizely.com/web-experimentation/docs/personal-access-token"],
  revoke: "https://app.optimizely.com > Profile > API access > Revoke",
};
