import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9A-F]{8}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{4}-[0-9A-F]{12}", seed);
export const coinapiApiKey: Detector = {
  id: "coinapi-api-key",
  title: "CoinAPI key",
  provider: "coinapi",
  category: "crypto",
  severity: "low",
  opens: "Reads market data on the account's quota; it holds no funds.",
  keywords: ["coinapi", "coin_api"],
  pattern: named("coin_?api", SET_KEY, "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}"),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("COINAPI_KEY", make),
    `curl https://rest.coinapi.io/v1/assets -H "X-CoinAPI-Key: ${make(13)}"`,
    `COIN_API_KEY=${fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", 15)}\n`,
  ],
  counterExamples: [...nearMisses("COINAPI_KEY", make), `COINAPI_REQUEST=${make(31)}`],
  references: ["https://docs.coinapi.io/authentication"],
  revoke: "https://customerportal.coinapi.io > API keys > delete the key",
};
