import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("thog-secret-[0-9a-f]{32}", seed);

export const trufflehogEnterpriseSecret: Detector = {
  id: "trufflehog-enterprise-secret",
  title: "TruffleHog Enterprise API secret",
  provider: "trufflehog",
  category: "security",
  severity: "critical",
  opens: "With the key id, which is often beside it, it reads the secrets that the scanner found and its sources.",
  prefixes: ["thog-secret-"],
  pattern: alone("thog-secret-[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.96,
  companions: [{ name: "keyId", pattern: /thog-key-[0-9a-f]{16}(?![0-9a-f])/, withinBytes: 256 }],
  examples: [...shown("TRUFFLEHOG_SECRET", make), `THOG_KEY=${fake("thog-key-[0-9a-f]{16}", 13)}\nTHOG_SECRET=${make(14)}\n`],
  counterExamples: [
    ...unlike("TRUFFLEHOG_SECRET", "thog-secret-", make),
    `THOG_KEY=${fake("thog-key-[0-9a-f]{16}", 20)}`, // the id
    `thog-secret-${fake("[g-z]{32}", 21)}`,
  ],
  references: ["https://docs.trufflesecurity.com/"],
  revoke: "TruffleHog Enterprise > Settings > API keys > Delete",
};
