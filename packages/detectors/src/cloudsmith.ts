import { type Detector, fake } from "@stanch/model";
import { SET_KEY } from "./_names.ts";
import { alone, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("csa_[0-9a-f]{30}[A-Za-z0-9]{6}", seed);
export const cloudsmithApiKey: Detector = {
  id: "cloudsmith-api-key",
  title: "Cloudsmith API key",
  provider: "cloudsmith",
  category: "registry",
  severity: "critical",
  opens: "Acts as its owner: reads private packages and publishes or replaces those that others install.",
  rules: [
    { prefixes: ["csa_"], pattern: alone("csa_[0-9a-f]{30}[A-Za-z0-9]{6}"), entropy: 3.2, confidence: 0.95 },
    {
      id: "old",
      keywords: ["cloudsmith"],
      pattern: named("cloudsmith(?:_?io)?", SET_KEY, "[0-9a-f]{40}"),
      entropy: 3.3,
      confidence: 0.8,
    },
  ],
  examples: [
    ...shown("CLOUDSMITH_API_KEY", make),
    `CLOUDSMITH_API_KEY=${fake("[0-9a-f]{40}", 13)}\n`,
    `curl https://api.cloudsmith.io/v1/user/self/ -H "X-Api-Key: ${fake("[0-9a-f]{40}", 15)}"`,
  ],
  counterExamples: [
    ...unlike("CLOUDSMITH_API_KEY", "csa_", make),
    `cloudsmith commit ${fake("[0-9a-f]{40}", 31)}`,
    `kcsa_${fake("[0-9a-f]{36}", 33)}`,
  ],
  references: ["https://docs.cloudsmith.com/accounts-and-teams/api-key"],
  revoke: "https://cloudsmith.io/user/settings/api/ > Refresh",
};
