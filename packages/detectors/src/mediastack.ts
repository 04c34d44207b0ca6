import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const mediastackAccessKey: Detector = {
  id: "mediastack-access-key",
  title: "mediastack access key",
  provider: "mediastack",
  category: "data",
  severity: "low",
  opens: "Spends the owner's quota of news; it reads nothing of the account.",
  keywords: ["mediastack"],
  pattern: named("mediastack", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("MEDIASTACK_ACCESS_KEY", make),
    `mediastack:\n  access_key: ${make(31)}\n`,
    `MEDIASTACK_TOKEN=${make(32)}\n`,
    `MEDIASTACK_SECRET=${make(33)}\n`,
  ],
  counterExamples: [...unnamed("MEDIASTACK_ACCESS_KEY", make), `MEDIASTACK_REQUEST=${make(20)}\n`],
  references: ["https://mediastack.com/documentation"],
  revoke: "https://mediastack.com/dashboard > Reset API key",
};
