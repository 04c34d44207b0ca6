import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{34}K7", seed);

export const vultrApiKey: Detector = {
  id: "vultr-api-key",
  title: "Vultr API key",
  provider: "vultr",
  category: "cloud",
  severity: "critical",
  opens: "Makes, reaches and deletes the account's servers, storage and domains, at its cost.",
  keywords: ["vultr"],
  pattern: named("vultr", KEY, `${UPPER_MIXED}[A-Z0-9]{36}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("VULTR_API_KEY", make)],
  counterExamples: [
    ...unlike("VULTR_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `vultr checksum ${make(21)}`,
  ],
  references: ["https://www.vultr.com/api/#section/Authentication"],
  revoke: "https://my.vultr.com/settings/#settingsapi > Regenerate",
};
