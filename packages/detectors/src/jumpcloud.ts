import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, alone, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("jca_[A-Za-z0-9]{36}", seed);
const old = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const jumpcloudApiKey: Detector = {
  id: "jumpcloud-api-key",
  title: "JumpCloud API key",
  provider: "jumpcloud",
  category: "identity",
  severity: "critical",
  opens: "Acts as the administrator who made it: changes users, groups and devices, and runs commands on them.",
  rules: [
    { prefixes: ["jca_"], pattern: alone("jca_[A-Za-z0-9]{36}"), entropy: 3.8, confidence: 0.95 },
    { id: "old", keywords: ["jumpcloud"], pattern: named("jumpcloud", KEY, "[0-9a-f]{40}"), entropy: 3.2, confidence: 0.7 },
  ],
  examples: [
    ...shown("JUMPCLOUD_API_KEY", make),
    ...shown("JUMPCLOUD_API_KEY", old),
    `curl -H "x-api-key: ${make(13)}" https://console.jumpcloud.com/api/systemusers`,
  ],
  counterExamples: [
    ...unlike("JUMPCLOUD_API_KEY", "jca_", make),
    ...nearMisses("JUMPCLOUD_API_KEY", old),
    `JUMPCLOUD_ORG_ID=${fake("[0-9a-f]{24}", 20)}`,
  ],
  references: ["https://docs.jumpcloud.com/api/1.0/index.html"],
  revoke: "https://console.jumpcloud.com > the administrator's menu > My API key > Revoke or Regenerate",
};
