import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{37}[A-Z][a-z]7", seed);

export const shotstackApiKey: Detector = {
  id: "shotstack-api-key",
  title: "Shotstack API key",
  provider: "shotstack",
  category: "media",
  severity: "medium",
  opens: "Renders videos at the owner's cost and reads the results.",
  keywords: ["shotstack"],
  pattern: named("shotstack", KEY, `${MIXED}[A-Za-z0-9]{40}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("SHOTSTACK_API_KEY", make)],
  counterExamples: [
    ...unlike("SHOTSTACK_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `shotstack checksum ${make(21)}`,
  ],
  references: ["https://shotstack.io/docs/guide/getting-started/core-concepts/"],
  revoke: "https://dashboard.shotstack.io > API keys > Rotate",
};
