import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("xau_[A-Za-z0-9]{30}Zq7", seed);

export const xataApiKey: Detector = {
  id: "xata-api-key",
  title: "Xata API key",
  provider: "xata",
  category: "database",
  severity: "critical",
  opens: "Reads, changes and deletes the databases that its owner or its scope reaches.",
  prefixes: ["xau_"],
  pattern: alone("xau_[A-Za-z0-9]{33}"),
  entropy: 3.8,
  confidence: 0.96,
  examples: [...shown("XATA_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("XATA_API_KEY", "xau_", make),
    `XATA_API_KEY=${fake("xau_[A-Za-z0-9]{20}", 20)}`,
    `xau_kernel_${fake("[a-z]{33}", 21)}`,
  ],
  references: ["https://xata.io/docs/rest-api/authentication"],
  revoke: "https://app.xata.io/settings > Personal API keys > Delete",
};
