import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("private_key:[0-9a-f]{16}", seed);
export const cloverlyPrivateKey: Detector = {
  id: "cloverly-private-key",
  title: "Cloverly private key",
  provider: "cloverly",
  category: "ecommerce",
  severity: "medium",
  opens: "Buys carbon offsets at the account's cost.",
  keywords: ["cloverly"],
  pattern: named(
    "cloverly",
    "(?:private|api|auth|access)?[_.-]?(?:api[_.-]?)?(?:key|token|bearer)",
    "(?:private_key:|private_)[0-9a-f]{16}",
  ),
  entropy: 3.2,
  confidence: 0.85,
  examples: [...shown("CLOVERLY_PRIVATE_KEY", make), `cloverly_token: 'private_key:${fake("[0-9a-f]{16}", 13)}'\n`],
  counterExamples: [
    ...nearMisses("CLOVERLY_PRIVATE_KEY", make),
    `CLOVERLY_KEY=${fake("public_key:[0-9a-f]{16}", 31)}`, // public
  ],
  references: ["https://docs.cloverly.com/"],
  revoke: "https://dashboard.cloverly.com > API keys > Revoke",
};
