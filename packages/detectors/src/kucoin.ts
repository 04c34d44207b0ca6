import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const make = (seed: number): string => fake(SHAPE, seed);
export const kucoinApiSecret: Detector = {
  id: "kucoin-api-secret",
  title: "KuCoin API secret",
  provider: "kucoin",
  category: "crypto",
  severity: "critical",
  opens: "With the API key and its passphrase it signs calls of the account: trades and, as its permissions allow, withdraws funds.",
  keywords: ["kucoin"],
  pattern: named("kucoin", "(?:(?:api|client|app|oauth)[_.-]?)?secret(?:[_.-]?key)?", SHAPE),
  entropy: 2.9,
  confidence: 0.8,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{24}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("KUCOIN_API_SECRET", make),
    `KUCOIN_KEY=${fake("[0-9a-f]{24}", 13)}\nKUCOIN_SECRET=${make(14)}\nKUCOIN_PASSPHRASE=x\n`,
  ],
  counterExamples: [...nearMisses("KUCOIN_API_SECRET", make), `KUCOIN_CLIENT_OID=${make(20)}`],
  references: ["https://www.kucoin.com/docs-new/authentication"],
  revoke: "https://www.kucoin.com/account/api > Delete",
};
