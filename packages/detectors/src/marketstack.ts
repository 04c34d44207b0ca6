import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const marketstackAccessKey: Detector = {
  id: "marketstack-access-key",
  title: "marketstack access key",
  provider: "marketstack",
  category: "finance",
  severity: "low",
  opens: "Spends the owner's quota of market data; it reads nothing of the account.",
  keywords: ["marketstack"],
  pattern: named("marketstack", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("MARKETSTACK_ACCESS_KEY", make),
    `marketstack:\n  access_key: ${make(31)}\n`,
    `MARKETSTACK_TOKEN=${make(32)}\n`,
    `MARKETSTACK_SECRET=${make(33)}\n`,
  ],
  counterExamples: [...unnamed("MARKETSTACK_ACCESS_KEY", make), `MARKETSTACK_REQUEST=${make(20)}\n`],
  references: ["https://docs.apilayer.com/marketstack/docs/marketstack-api-v2-v-2-0-0"],
  revoke: "https://marketstack.com/dashboard > Reset API key",
};
