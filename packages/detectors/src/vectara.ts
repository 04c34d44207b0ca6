import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("zut_[A-Za-z0-9_-]{37}Zq7", seed);

export const vectaraApiKey: Detector = {
  id: "vectara-api-key",
  title: "Vectara API key",
  provider: "vectara",
  category: "ai",
  severity: "high",
  opens: "Reads, and as its kind allows changes and deletes, the account's corpora.",
  keywords: ["vectara"],
  pattern: named("vectara", KEY, "z(?:ut|qt|wt)_[A-Za-z0-9_-]{32,60}"),
  entropy: 3.6,
  confidence: 0.93,
  examples: [...shown("VECTARA_API_KEY", make)],
  counterExamples: [
    ...unlike("VECTARA_API_KEY", "", make, 16),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `vectara checksum ${make(21)}`,
  ],
  references: ["https://docs.vectara.com/docs/console-ui/manage-api-access"],
  revoke: "https://console.vectara.com > Authorization > API keys > Delete",
};
