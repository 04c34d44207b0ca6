import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const pulumi = (seed: number): string => fake("pul-[0-9a-f]{40}", seed);
export const pulumiAccessToken: Detector = {
  id: "pulumi-access-token",
  title: "Pulumi access token",
  provider: "pulumi",
  category: "ci",
  severity: "critical",
  opens: "Reads the state of its owner's stacks with their decrypted secrets, and starts deployments.",
  prefixes: ["pul-"],
  pattern: alone("pul-[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.95,
  examples: [...shown("PULUMI_ACCESS_TOKEN", pulumi), ...sent(pulumi)],
  counterExamples: [
    ...unlike("PULUMI_ACCESS_TOKEN", "pul-", pulumi),
    `PULUMI_ACCESS_TOKEN=${fake("pul-[g-z]{40}", 20)}`,
    `pul-request ${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://www.pulumi.com/docs/pulumi-cloud/access-management/access-tokens/"],
  revoke: "https://app.pulumi.com/account/tokens > Delete",
};
