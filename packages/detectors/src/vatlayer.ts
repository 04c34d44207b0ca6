import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const vatlayerApiKey: Detector = {
  id: "vatlayer-api-key",
  title: "vatlayer API key",
  provider: "vatlayer",
  category: "finance",
  severity: "low",
  opens: "Checks VAT numbers at the owner's quota; it reads nothing of the account's data.",
  keywords: ["vatlayer"],
  pattern: named("vatlayer", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("VATLAYER_API_KEY", make)],
  counterExamples: [
    ...unlike("VATLAYER_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `vatlayer checksum ${make(21)}`,
  ],
  references: ["https://vatlayer.com/documentation"],
  revoke: "https://vatlayer.com/dashboard > Reset API key",
};
