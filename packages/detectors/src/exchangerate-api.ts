import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{24}";
const make = (seed: number): string => fake(SHAPE, seed);
export const exchangerateApiKey: Detector = {
  id: "exchangerate-api-key",
  title: "ExchangeRate-API API key",
  provider: "exchangerate-api",
  category: "finance",
  severity: "low",
  opens: "Asks for exchange rates within the account's plan; it reads nothing that is the owner's.",
  keywords: ["exchangerate", "exchange_rate", "exchange-rate"],
  pattern: named("exchange[_-]?rate(?:[_-]?api)?", "(?:(?:api|app|access)[_.-]?)?(?:key|token)", SHAPE),
  entropy: 2.8,
  confidence: 0.65,
  examples: [...shown("EXCHANGERATE_API_KEY", make), `EXCHANGE_RATE_API_KEY=${make(13)}`, `exchange-rate.api-key=${make(14)}`],
  counterExamples: [...nearMisses("EXCHANGERATE_API_KEY", make)],
  references: ["https://www.exchangerate-api.com/docs/overview"],
  revoke: "https://app.exchangerate-api.com/keys > Delete",
};
