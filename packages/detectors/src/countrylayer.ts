import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const countrylayerAccessKey: Detector = {
  id: "countrylayer-access-key",
  title: "Countrylayer access key",
  provider: "countrylayer",
  category: "geo",
  severity: "low",
  opens: "Asks for facts about countries on the account's quota; it opens nothing of the owner's.",
  keywords: ["countrylayer", "country_layer"],
  pattern: named("country_?layer", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("COUNTRYLAYER_ACCESS_KEY", make),
    `https://api.countrylayer.com/v2/all?access_key=${make(13)}`,
    `COUNTRY_LAYER_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("COUNTRYLAYER_ACCESS_KEY", make), `COUNTRYLAYER_CODE=${make(31)}`],
  references: ["https://countrylayer.com/documentation/"],
  revoke: "https://countrylayer.com > Dashboard > API access key > Reset",
};
