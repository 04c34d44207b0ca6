import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("pat.[A-Za-z0-9_-]{22}.[0-9a-f]{24}.[A-Za-z0-9]{20}", seed);

export const harnessApiKey: Detector = {
  id: "harness-api-key",
  title: "Harness access token",
  provider: "harness",
  category: "ci",
  severity: "high",
  opens: "Acts as its owner or service account: starts pipelines and reads their configuration.",
  prefixes: ["pat.", "sat."],
  pattern: alone(String.raw`[ps]at\.[A-Za-z0-9_-]{22}\.[0-9a-f]{24}\.[A-Za-z0-9]{20}`),
  entropy: 4.0,
  confidence: 0.97,
  examples: [...shown("HARNESS_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("HARNESS_API_KEY", "pat.", make),
    `HARNESS_API_KEY=${fake("pat.[A-Za-z0-9]{22}.[g-z]{24}.[A-Za-z0-9]{20}", 20)}`,
    `HARNESS_API_KEY=${fake("pat.[A-Za-z0-9]{22}.[0-9a-f]{24}", 21)}`,
  ],
  references: ["https://developer.harness.io/docs/platform/automation/api/add-and-manage-api-keys/"],
  revoke: "Profile or service account > API keys > the token > Delete",
};
