import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const numverifyAccessKey: Detector = {
  id: "numverify-access-key",
  title: "numverify access key",
  provider: "numverify",
  category: "data",
  severity: "low",
  opens: "Spends the owner's quota of telephone number checks; it reads nothing of the account.",
  keywords: ["numverify"],
  pattern: named("numverify", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("NUMVERIFY_ACCESS_KEY", make),
    `numverify:\n  access_key: ${make(31)}\n`,
    `NUMVERIFY_TOKEN=${make(32)}\n`,
    `NUMVERIFY_SECRET=${make(33)}\n`,
  ],
  counterExamples: [...unnamed("NUMVERIFY_ACCESS_KEY", make), `NUMVERIFY_REQUEST=${make(20)}\n`],
  references: ["https://numverify.com/documentation"],
  revoke: "https://numverify.com/dashboard > Reset API key",
};
