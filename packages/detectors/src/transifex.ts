import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("1/[0-9a-f]{40}", seed);

export const transifexApiToken: Detector = {
  id: "transifex-api-token",
  title: "Transifex API token",
  provider: "transifex",
  category: "productivity",
  severity: "high",
  opens: "Reads and changes the translations that its owner may, which end up in the software.",
  keywords: ["transifex", "tx_token"],
  pattern: named("transifex|tx", "(?:api[_.-]?)?(?:token|password)", "1/[0-9a-f]{40}"),
  entropy: 3,
  confidence: 0.9,
  examples: [...shown("TRANSIFEX_TOKEN", make), `TX_TOKEN=${make(13)}\n`, `[https://app.transifex.com]\ntransifex_token = ${make(14)}\n`],
  counterExamples: [
    ...unlike("TRANSIFEX_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `transifex checksum ${make(21)}`,
  ],
  references: ["https://developers.transifex.com/reference/api-authentication"],
  revoke: "https://app.transifex.com/user/settings/api/ > Delete",
};
