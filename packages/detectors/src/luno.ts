import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{8}7[A-Za-z0-9_-]{33}[A-Za-z0-9]", seed);
export const lunoApiKeySecret: Detector = {
  id: "luno-api-key-secret",
  title: "Luno API key secret",
  provider: "luno",
  category: "crypto",
  severity: "critical",
  opens: "With the key ID it reads balances, trades and, with the permission, sends the account's money.",
  keywords: ["luno_api", "luno_key", "luno_secret", "luno-api", "lunoapi"],
  pattern: named("luno", "(?:api[_.-]?)?(?:key[_.-]?)?secret", "(?=[A-Za-z_-]{0,42}[0-9])[A-Za-z0-9_-]{43}"),
  entropy: 3.8,
  confidence: 0.65,
  companions: [{ name: "keyId", pattern: /(?<![A-Za-z0-9])[a-z0-9]{11,14}(?![A-Za-z0-9])/, withinBytes: 128 }],
  examples: [
    ...shown("LUNO_API_SECRET", make),
    `LUNO_KEY_ID=${fake("[a-z0-9]{13}", 13)}\nLUNO_SECRET=${make(14)}\n`,
    `luno-api-secret: ${make(15)}\n`,
  ],
  counterExamples: [...unnamed("LUNO_API_SECRET", make), `LUNO_KEY_ID=${fake("[a-z0-9]{13}", 20)}`],
  references: ["https://www.luno.com/en/developers/api"],
  revoke: "https://www.luno.com/wallet/security/api_keys > Revoke",
};
