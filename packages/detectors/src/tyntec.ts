import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const tyntecApiKey: Detector = {
  id: "tyntec-api-key",
  title: "tyntec API key",
  provider: "tyntec",
  category: "messaging",
  severity: "high",
  opens: "Sends messages at the owner's cost and reads those that were answered.",
  keywords: ["tyntec"],
  pattern: named("tyntec", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("TYNTEC_API_KEY", make)],
  counterExamples: [
    ...unlike("TYNTEC_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tyntec checksum ${make(21)}`,
  ],
  references: ["https://api.tyntec.com/reference/"],
  revoke: "https://my.tyntec.com > API settings > Delete key",
};
