import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{61}[A-Z][a-z]7", seed);

export const wizClientSecret: Detector = {
  id: "wiz-client-secret",
  title: "Wiz service account client secret",
  provider: "wiz",
  category: "security",
  severity: "critical",
  opens:
    "With the client id, which is often beside it, it reads the findings on the organisation's clouds and changes what its scopes allow.",
  keywords: ["wiz_client", "wizclient", "wiz-client", "wiz_api", "wiz.io"],
  pattern: named("wiz", "(?:api[_.-]?)?client[_.-]?secret", `${MIXED}[A-Za-z0-9]{64}`),
  entropy: 4,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[a-z0-9]{52,56}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("WIZ_CLIENT_SECRET", make),
    `WIZ_CLIENT_ID=${fake("[a-z0-9]{53}", 13)}\nWIZ_CLIENT_SECRET=${make(14)}\n`,
    `WIZ_API_CLIENT_SECRET=${make(15)}\n`,
    `# https://auth.app.wiz.io\nwiz-client-secret: ${make(16)}\n`,
  ],
  counterExamples: [
    ...unlike("WIZ_CLIENT_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `wiz checksum ${make(21)}`,
    `WIZ_CLIENT_ID=${fake("[a-z0-9]{53}", 22)}`, // the id
  ],
  references: ["https://docs.wiz.io/wiz-docs/docs/using-the-wiz-api"],
  revoke: "https://app.wiz.io > Settings > Access management > Service accounts > Rotate secret",
};
