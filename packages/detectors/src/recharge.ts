import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk_1x1_[0-9a-f]{64}", seed);
export const rechargeApiToken: Detector = {
  id: "recharge-api-token",
  title: "Recharge API token",
  provider: "recharge",
  category: "ecommerce",
  severity: "high",
  opens: "Reads the shop's subscribers and changes their subscriptions and charges, as its scopes allow.",
  prefixes: ["sk_1x1_", "sk_1x3_", "sk_2x1_", "sk_2x2_", "sk_3x3_", "sk_5x3_", "sk_10x3_"],
  pattern: alone("sk_(?:1x1|1x3|2x1|2x2|3x3|5x3|10x3)_[0-9a-f]{64}"),
  entropy: 3.4,
  confidence: 0.96,
  examples: [
    ...shown("RECHARGE_ACCESS_TOKEN", make),
    `X-Recharge-Access-Token: ${fake("sk_2x2_[0-9a-f]{64}", 13)}`,
    ...["1x3", "2x1", "3x3", "5x3", "10x3"].map((scope, index) => `TOKEN=${fake(`sk_${scope}_[0-9a-f]{64}`, 14 + index)}\n`),
  ],
  counterExamples: [
    ...unlike("RECHARGE_ACCESS_TOKEN", "sk_1x1_", make),
    `RECHARGE_ACCESS_TOKEN=${fake("sk_test_1x1_[0-9a-f]{64}", 20)}`,
    `RECHARGE_ACCESS_TOKEN=${fake("sk_1x1_[0-9a-f]{32}", 21)}`,
  ],
  references: ["https://developer.rechargepayments.com/2021-11/authentication"],
  revoke: "Recharge merchant portal > Tools & apps > API tokens > Delete",
};
