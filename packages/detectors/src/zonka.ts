import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{33}[A-Z][a-z]7", seed);

export const zonkaApiToken: Detector = {
  id: "zonka-api-token",
  title: "Zonka Feedback API token",
  provider: "zonka",
  category: "marketing",
  severity: "medium",
  opens: "Reads the answers to the account's surveys with those who gave them.",
  keywords: ["zonka"],
  pattern: named("zonka", KEY, `${MIXED}[A-Za-z0-9]{36}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("ZONKA_API_TOKEN", make)],
  counterExamples: [
    ...unlike("ZONKA_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zonka checksum ${make(21)}`,
  ],
  references: ["https://apidocs.zonkafeedback.com/"],
  revoke: "https://www.zonkafeedback.com > Settings > Developers > API > Regenerate",
};
