import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const currencycloudApiKey: Detector = {
  id: "currencycloud-api-key",
  title: "Currencycloud API key",
  provider: "currencycloud",
  category: "payment",
  severity: "critical",
  opens: "With the login it converts and pays out the account's money in many currencies.",
  keywords: ["currencycloud", "currency_cloud"],
  pattern: named("currency_?cloud", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.82,
  examples: [...shown("CURRENCYCLOUD_API_KEY", make), `CURRENCY_CLOUD_KEY=${make(13)}\n`],
  counterExamples: [...nearMisses("CURRENCYCLOUD_API_KEY", make), `CURRENCYCLOUD_WEBHOOK_DIGEST=${make(31)}`],
  references: ["https://developer.currencycloud.com/api-reference/"],
  revoke: "Currencycloud Direct > Settings > API keys > Regenerate",
};
