import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const zulipApiKey: Detector = {
  id: "zulip-api-key",
  title: "Zulip API key",
  provider: "zulip",
  category: "messaging",
  severity: "high",
  opens: "With the address of its user or bot, which is often beside it, it reads and writes the messages that this account sees.",
  keywords: ["zulip"],
  pattern: named("zulip", "(?:bot[_.-]?|api[_.-]?)?(?:api[_.-]?)?key", `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  companions: [
    { name: "site", pattern: /https:\/\/[a-z0-9.-]{1,60}\.zulipchat\.com/, withinBytes: 256 },
    { name: "email", pattern: /[A-Za-z0-9._%+-]{1,64}@[a-z0-9.-]{3,80}/, withinBytes: 192 },
  ],
  examples: [
    ...shown("ZULIP_API_KEY", make),
    `[api]\nemail=ci-bot@acme.zulipchat.com\nkey=${make(13)}\nsite=https://acme.zulipchat.com\n`,
    `client = zulip.Client(email="ci-bot@acme.io", api_key="${make(15)}", site="https://acme.zulipchat.com")`,
  ],
  counterExamples: [
    ...unlike("ZULIP_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zulip checksum ${make(21)}`,
  ],
  references: ["https://zulip.com/api/api-keys"],
  revoke: "Zulip > Settings > Account & privacy (or Bots) > Generate new API key, or POST /api/v1/users/me/api_key/regenerate",
};
