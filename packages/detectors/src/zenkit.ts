import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{8}-[A-Za-z0-9]{29}Zq7", seed);

export const zenkitApiKey: Detector = {
  id: "zenkit-api-key",
  title: "Zenkit API key",
  provider: "zenkit",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes the collections that the owner sees.",
  keywords: ["zenkit"],
  pattern: named("zenkit", KEY, `[a-z0-9]{8}-${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.8,
  examples: [...shown("ZENKIT_API_KEY", make)],
  counterExamples: [
    ...unlike("ZENKIT_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zenkit checksum ${make(21)}`,
  ],
  references: ["https://base.zenkit.com/docs/api/overview/introduction"],
  revoke: "https://base.zenkit.com/profile > Integrations > API > Regenerate",
};
