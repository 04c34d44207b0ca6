import { type Detector, fake } from "@stanch/model";
import { UUID, alone, named, shown, unlike } from "./_token.ts";

const snykOld = (seed: number): string => fake(UUID, seed);
const snyk = (seed: number): string => fake("snyk_uat.[0-9a-f]{8}.[A-Za-z0-9_-]{60}.[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const snykToken: Detector = {
  id: "snyk-api-token",
  title: "Snyk API token",
  provider: "snyk",
  category: "security",
  severity: "high",
  opens: "Acts as its owner or service account: reads the weak points of all projects and changes settings.",
  rules: [
    {
      prefixes: ["snyk_uat.", "snyk_sat."],
      pattern: alone(String.raw`snyk_[us]at\.[0-9a-f]{8}\.[A-Za-z0-9_-]{20,400}(?:\.[A-Za-z0-9_-]{20,200})?`),
      window: { before: 8, after: 640 },
      entropy: 4,
      confidence: 0.95,
    },
    {
      id: "old",
      keywords: ["snyk"],
      pattern: named("snyk", "(?:api|auth|oauth)?[_.-]?(?:token|key)", UUID),
      entropy: 2.8,
      confidence: 0.65,
    },
  ],
  examples: [...shown("SNYK_TOKEN", snyk), ...shown("SNYK_TOKEN", snykOld), `snyk config set api_token=${snykOld(13)}`],
  counterExamples: [
    ...unlike("SNYK_TOKEN", "snyk_uat.", snyk, 130),
    `SNYK_ORG=${snykOld(20)}`,
    `SNYK_TOKEN=00000000-0000-0000-0000-000000000000`,
    `snyk project ${snykOld(21)}`,
  ],
  references: ["https://docs.snyk.io/snyk-api/authentication-for-api"],
  revoke: "https://app.snyk.io/account > Auth token > Revoke & regenerate",
};
