import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const currencybeaconApiKey: Detector = {
  id: "currencybeacon-api-key",
  title: "CurrencyBeacon (Currencyscoop) API key",
  provider: "currencybeacon",
  category: "finance",
  severity: "low",
  opens: "Asks for exchange rates on the account's quota; it opens nothing of the owner's.",
  keywords: ["currencybeacon", "currencyscoop", "currency_scoop", "currency_beacon"],
  pattern: named("currency_?(?:beacon|scoop)", SET_KEY, `(?:[0-9a-f]{32}|${MIXED}[A-Za-z0-9]{32})`),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("CURRENCYBEACON_API_KEY", make),
    `https://api.currencyscoop.com/v1/latest?api_key=${make(13)}`,
    `CURRENCY_SCOOP_KEY=${fake("[0-9a-f]{32}", 15)}\n`,
    `CURRENCY_BEACON_KEY=${make(17)}\n`,
  ],
  counterExamples: [...nearMisses("CURRENCYBEACON_API_KEY", make), `CURRENCYBEACON_BASE=${make(31)}`],
  references: ["https://currencybeacon.com/api-documentation"],
  revoke: "https://currencybeacon.com/account/dashboard > API key > Regenerate",
};
