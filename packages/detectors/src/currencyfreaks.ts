import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const currencyfreaksApiKey: Detector = {
  id: "currencyfreaks-api-key",
  title: "CurrencyFreaks API key",
  provider: "currencyfreaks",
  category: "finance",
  severity: "low",
  opens: "Asks for exchange rates on the account's quota; it opens nothing of the owner's.",
  keywords: ["currencyfreaks", "currency_freaks"],
  pattern: named("currency_?freaks", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("CURRENCYFREAKS_API_KEY", make),
    `https://api.currencyfreaks.com/v2.0/rates/latest?apikey=${make(13)}`,
    `CURRENCY_FREAKS_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CURRENCYFREAKS_API_KEY", make), `CURRENCYFREAKS_BASE=${make(31)}`],
  references: ["https://currencyfreaks.com/documentation.html"],
  revoke: "https://currencyfreaks.com/dashboard > API key > Reset",
};
