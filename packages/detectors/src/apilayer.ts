import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const apilayerApiKey: Detector = {
  id: "apilayer-api-key",
  title: "APILayer API key",
  provider: "apilayer",
  category: "data",
  severity: "low",
  opens: "Calls the marketplace's data services on the account's quota; it opens nothing of the owner's.",
  keywords: ["apilayer", "api_layer"],
  pattern: named("api_?layer", SET_KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [
    ...shown("APILAYER_API_KEY", make),
    `curl https://api.apilayer.com/exchangerates_data/latest -H "apikey: ${make(13)}"`,
    `API_LAYER_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("APILAYER_API_KEY", make), `APILAYER_REQUEST=${make(31)}`],
  references: ["https://apilayer.com/docs"],
  revoke: "https://apilayer.com/account > API key > Reset",
};
