import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const coinlayerAccessKey: Detector = {
  id: "coinlayer-access-key",
  title: "Coinlayer access key",
  provider: "coinlayer",
  category: "crypto",
  severity: "low",
  opens: "Asks for prices on the account's quota; it opens nothing of the owner's.",
  keywords: ["coinlayer"],
  pattern: named("coinlayer", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [...shown("COINLAYER_ACCESS_KEY", make), `https://api.coinlayer.com/live?access_key=${make(13)}`],
  counterExamples: [...nearMisses("COINLAYER_ACCESS_KEY", make), `COINLAYER_TARGET=${make(31)}`],
  references: ["https://coinlayer.com/documentation"],
  revoke: "https://coinlayer.com/dashboard > API access key > Reset",
};
