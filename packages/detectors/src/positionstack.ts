import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const positionstackAccessKey: Detector = {
  id: "positionstack-access-key",
  title: "positionstack access key",
  provider: "positionstack",
  category: "geo",
  severity: "low",
  opens: "Spends the owner's quota of geocoding; it reads nothing of the account.",
  keywords: ["positionstack"],
  pattern: named("positionstack", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("POSITIONSTACK_ACCESS_KEY", make),
    `positionstack:\n  access_key: ${make(31)}\n`,
    `POSITIONSTACK_TOKEN=${make(32)}\n`,
    `POSITIONSTACK_SECRET=${make(33)}\n`,
  ],
  counterExamples: [...unnamed("POSITIONSTACK_ACCESS_KEY", make), `POSITIONSTACK_REQUEST=${make(20)}\n`],
  references: ["https://positionstack.com/documentation"],
  revoke: "https://positionstack.com/dashboard > Reset API key",
};
