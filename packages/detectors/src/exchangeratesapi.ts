import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9A-Za-z]{32}", seed);
export const exchangeratesapiAccessKey: Detector = {
  id: "exchangeratesapi-access-key",
  title: "exchangeratesapi.io access key",
  provider: "exchangeratesapi",
  category: "finance",
  severity: "low",
  opens: "Asks for exchange rates within the account's plan; it reads nothing that is the owner's.",
  keywords: ["exchangerates", "exchange_rates"],
  pattern: named("exchange[_-]?rates(?:[_-]?api)?", "(?:(?:api|app|access)[_.-]?)?(?:key|token)", "(?:[0-9a-f]{32}|[A-Za-z0-9]{32})"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("EXCHANGERATES_ACCESS_KEY", make),
    `https://api.exchangeratesapi.io/v1/latest?access_key=${make(13)}`,
    `EXCHANGE_RATES_API_KEY=${fake("[0-9a-f]{32}", 14)}`,
  ],
  counterExamples: [...nearMisses("EXCHANGERATES_ACCESS_KEY", make)],
  references: ["https://exchangeratesapi.io/documentation/"],
  revoke: "https://manage.exchangeratesapi.io/dashboard > Reset API key",
};
