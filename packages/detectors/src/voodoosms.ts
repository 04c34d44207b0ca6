import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{43}[A-Z][a-z]7", seed);

export const voodoosmsApiKey: Detector = {
  id: "voodoosms-api-key",
  title: "Voodoo SMS API key",
  provider: "voodoosms",
  category: "messaging",
  severity: "high",
  opens: "Sends text messages at the owner's cost and reads contacts.",
  keywords: ["voodoosms", "voodoo_sms"],
  pattern: named("voodoo[_-]?sms", KEY, `${MIXED}[A-Za-z0-9]{46}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("VOODOOSMS_API_KEY", make), `voodoo_sms_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("VOODOOSMS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `voodoosms checksum ${make(21)}`,
  ],
  references: ["https://www.voodoosms.com/docs"],
  revoke: "https://www.voodoosms.com/portal > Developers > API keys > Delete",
};
