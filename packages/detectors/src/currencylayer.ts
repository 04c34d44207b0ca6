import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const currencylayerAccessKey: Detector = {
  id: "currencylayer-access-key",
  title: "Currencylayer access key",
  provider: "currencylayer",
  category: "finance",
  severity: "low",
  opens: "Asks for exchange rates on the account's quota; it opens nothing of the owner's.",
  keywords: ["currencylayer", "currency_layer"],
  pattern: named("currency_?layer", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("CURRENCYLAYER_ACCESS_KEY", make),
    `http://api.currencylayer.com/live?access_key=${make(13)}&currencies=EUR`,
    `CURRENCY_LAYER_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CURRENCYLAYER_ACCESS_KEY", make), `CURRENCYLAYER_SOURCE=${make(31)}`],
  references: ["https://currencylayer.com/documentation"],
  revoke: "https://currencylayer.com/dashboard > API access key > Reset",
};
