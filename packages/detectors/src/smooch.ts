import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{83}[A-Z][a-z]7", seed);

export const smoochSecretKey: Detector = {
  id: "smooch-secret-key",
  title: "Smooch (Sunshine Conversations) secret key",
  provider: "smooch",
  category: "messaging",
  severity: "high",
  opens: "With the key id, which is often beside it, it reads and writes the conversations with customers of the app or account.",
  keywords: ["smooch"],
  pattern: named("smooch", "(?:key[_.-]?)?secret(?:[_.-]?key)?", `${URL_MIXED}[A-Za-z0-9_-]{86}`),
  entropy: 4,
  confidence: 0.65,
  companions: [{ name: "keyId", pattern: /(?<![A-Za-z0-9_])(?:app|act)_[0-9a-f]{24}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [...shown("SMOOCH_SECRET", make), `SMOOCH_KEY_ID=${fake("app_[0-9a-f]{24}", 13)}\nSMOOCH_KEY_SECRET=${make(14)}\n`],
  counterExamples: [
    ...unlike("SMOOCH_SECRET", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `smooch checksum ${make(21)}`,
    `SMOOCH_KEY_ID=${fake("act_[0-9a-f]{24}", 22)}`, // the id
  ],
  references: ["https://docs.smooch.io/rest/#section/Introduction/API-authentication"],
  revoke: "https://app.smooch.io > the app > Settings > API keys > Revoke",
};
