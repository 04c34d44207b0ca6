import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const cryptocompareApiKey: Detector = {
  id: "cryptocompare-api-key",
  title: "CryptoCompare API key",
  provider: "cryptocompare",
  category: "crypto",
  severity: "low",
  opens: "Reads market data on the account's quota; it holds no funds.",
  keywords: ["cryptocompare", "crypto_compare"],
  pattern: named("crypto_?compare", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.8,
  examples: [
    ...shown("CRYPTOCOMPARE_API_KEY", make),
    `https://min-api.cryptocompare.com/data/price?fsym=BTC&api_key=${make(13)}`,
    `CRYPTO_COMPARE_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CRYPTOCOMPARE_API_KEY", make), `cryptocompare sha256 ${make(31)}`],
  references: ["https://min-api.cryptocompare.com/documentation"],
  revoke: "https://www.cryptocompare.com/cryptopian/api-keys > delete the key",
};
