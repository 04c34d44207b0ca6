import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}Zq7", seed);

export const simfinApiKey: Detector = {
  id: "simfin-api-key",
  title: "SimFin API key",
  provider: "simfin",
  category: "finance",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["simfin"],
  pattern: named("simfin", KEY, `(?:${MIXED}[A-Za-z0-9]{32}|${UUID})`),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("SIMFIN_API_KEY", make),
    `SIMFIN_KEY=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", 13)}\n`,
  ],
  counterExamples: [
    ...unlike("SIMFIN_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `simfin checksum ${make(21)}`,
  ],
  references: ["https://simfin.readme.io/reference/getting-started-1"],
  revoke: "https://app.simfin.com/user/account > API key > Regenerate",
};
