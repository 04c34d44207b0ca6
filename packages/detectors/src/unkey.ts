import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("unkey_[A-Za-z0-9]{21}Zq7", seed);

export const unkeyRootKey: Detector = {
  id: "unkey-root-key",
  title: "Unkey root key",
  provider: "unkey",
  category: "identity",
  severity: "critical",
  opens: "Makes, reads and deletes the API keys of the workspace's customers, as its permissions allow.",
  prefixes: ["unkey_"],
  pattern: alone("unkey_[A-Za-z0-9]{20,32}"),
  entropy: 3.4,
  confidence: 0.93,
  examples: [...shown("UNKEY_ROOT_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("UNKEY_ROOT_KEY", "unkey_", make, 6),
    `UNKEY_ROOT_KEY=${fake("unkey_[A-Za-z0-9]{12}", 20)}`,
    `unkey_verification_${fake("[a-z]{20}", 21)}`,
  ],
  references: ["https://www.unkey.com/docs/security/root-keys"],
  revoke: "https://app.unkey.com/settings/root-keys > Delete",
};
