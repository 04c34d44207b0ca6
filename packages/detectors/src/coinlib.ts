import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{16}", seed);
export const coinlibApiKey: Detector = {
  id: "coinlib-api-key",
  title: "Coinlib API key",
  provider: "coinlib",
  category: "crypto",
  severity: "low",
  opens: "Asks for prices on the account's quota; it opens nothing of the owner's.",
  keywords: ["coinlib"],
  pattern: named("coinlib", SET_KEY, "[0-9a-f]{16}"),
  entropy: 2.5,
  confidence: 0.72,
  examples: [...shown("COINLIB_API_KEY", make), `https://coinlib.io/api/v1/coin?key=${make(13)}&symbol=BTC`],
  counterExamples: [...nearMisses("COINLIB_API_KEY", make), `COINLIB_COIN=${make(31)}`],
  references: ["https://coinlib.io/apidocs"],
  revoke: "https://coinlib.io/profile/info > API key > Regenerate",
};
