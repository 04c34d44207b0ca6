import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);

export const stormboardApiKey: Detector = {
  id: "stormboard-api-key",
  title: "Stormboard API key",
  provider: "stormboard",
  category: "productivity",
  severity: "medium",
  opens: "Reads and changes the boards that its owner sees.",
  keywords: ["stormboard"],
  pattern: named("stormboard", KEY, "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("STORMBOARD_API_KEY", make)],
  counterExamples: [
    ...unlike("STORMBOARD_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `stormboard checksum ${make(21)}`,
  ],
  references: ["https://api.stormboard.com/docs/"],
  revoke: "https://stormboard.com > My account > API keys > Delete",
};
