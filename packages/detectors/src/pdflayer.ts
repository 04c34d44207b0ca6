import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const pdflayerAccessKey: Detector = {
  id: "pdflayer-access-key",
  title: "pdflayer access key",
  provider: "pdflayer",
  category: "data",
  severity: "low",
  opens: "Spends the owner's quota of page conversions; it reads nothing of the account.",
  keywords: ["pdflayer"],
  pattern: named("pdflayer", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("PDFLAYER_ACCESS_KEY", make),
    `pdflayer:\n  access_key: ${make(31)}\n`,
    `PDFLAYER_TOKEN=${make(32)}\n`,
    `PDFLAYER_SECRET=${make(33)}\n`,
  ],
  counterExamples: [...unnamed("PDFLAYER_ACCESS_KEY", make), `PDFLAYER_REQUEST=${make(20)}\n`],
  references: ["https://pdflayer.com/documentation"],
  revoke: "https://pdflayer.com/dashboard > Reset API key",
};
