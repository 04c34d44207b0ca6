import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { SET_KEY } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][0-9][a-z0-9]{58}", seed);
export const commoditiesApiAccessKey: Detector = {
  id: "commodities-api-access-key",
  title: "Commodities-API access key",
  provider: "commodities-api",
  category: "finance",
  severity: "low",
  opens: "Asks for prices on the account's quota; it opens nothing of the owner's.",
  keywords: ["commodities-api", "commodities_api", "commoditiesapi"],
  pattern: named("commodities[_-]?api", SET_KEY, `(?:${LOWER_MIXED}[a-z0-9]{60}|${MIXED}[A-Za-z0-9]{60})`),
  entropy: 3.6,
  confidence: 0.72,
  examples: [
    ...shown("COMMODITIES_API_ACCESS_KEY", make),
    `https://commodities-api.com/api/latest?access_key=${make(13)}&base=USD`,
    `commoditiesapi.key=${make(15)}\n`,
  ],
  counterExamples: [
    `COMMODITIES_API_ACCESS_KEY=\${COMMODITIES_API_ACCESS_KEY}`,
    `COMMODITIES_API_BASE=${make(33)}`,
    `COMMODITIES_API_ACCESS_KEY=${fake("[a-z0-9]{40}", 35)}`,
  ],
  references: ["https://commodities-api.com/documentation"],
  revoke: "https://commodities-api.com/dashboard > API access key > Reset",
};
