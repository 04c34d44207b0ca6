import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{30}K7", seed);

export const verimailApiKey: Detector = {
  id: "verimail-api-key",
  title: "Verimail API key",
  provider: "verimail",
  category: "email",
  severity: "low",
  opens: "Checks addresses at the owner's cost; it reads nothing of the account's data.",
  keywords: ["verimail"],
  pattern: named("verimail", KEY, `${UPPER_MIXED}[A-Z0-9]{32}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("VERIMAIL_API_KEY", make)],
  counterExamples: [
    ...unlike("VERIMAIL_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `verimail checksum ${make(21)}`,
  ],
  references: ["https://verimail.io/docs"],
  revoke: "https://verimail.io/account/api-keys > Delete",
};
