import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{40}", seed);
export const bitfinexApiSecret: Detector = {
  id: "bitfinex-api-secret",
  title: "Bitfinex API secret",
  provider: "bitfinex",
  category: "crypto",
  severity: "critical",
  opens: "With the API key it trades, lends and, where allowed, withdraws the account's funds.",
  keywords: ["bitfinex", "bfx_api", "bfx_secret"],
  pattern: named("bitfinex|bfx", "(?:api)?[_.-]?secret(?:[_.-]?key)?", `${WIDE_MIXED}[A-Za-z0-9_-]{43}`),
  entropy: 4,
  confidence: 0.8,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9_-])[A-Za-z0-9_-]{43}(?![A-Za-z0-9_-])/, withinBytes: 192 }],
  examples: [
    ...shown("BITFINEX_API_SECRET", make),
    `BFX_API_KEY=${fake("[A-Za-z0-9]{43}", 13)}\nBFX_API_SECRET=${make(14)}\n`,
    `bfx_secret: '${make(15)}'\n`,
  ],
  counterExamples: [
    ...nearMisses("BITFINEX_API_SECRET", make),
    `BITFINEX_API_KEY=${make(31)}`, // the other half
  ],
  references: ["https://docs.bitfinex.com/docs/api-keys"],
  revoke: "https://setting.bitfinex.com/api > delete the key",
};
