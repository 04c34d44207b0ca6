import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{30}K7", seed);

export const veriphoneApiKey: Detector = {
  id: "veriphone-api-key",
  title: "Veriphone API key",
  provider: "veriphone",
  category: "data",
  severity: "low",
  opens: "Checks telephone numbers at the owner's quota; it reads nothing of the account's data.",
  keywords: ["veriphone"],
  pattern: named("veriphone", KEY, `${UPPER_MIXED}[A-Z0-9]{32}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("VERIPHONE_API_KEY", make)],
  counterExamples: [
    ...unlike("VERIPHONE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `veriphone checksum ${make(21)}`,
  ],
  references: ["https://veriphone.io/docs/v2"],
  revoke: "https://veriphone.io/cp > API keys > Delete",
};
