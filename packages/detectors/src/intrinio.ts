import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("O[A-Za-z0-9]{43}", seed);
export const intrinioApiKey: Detector = {
  id: "intrinio-api-key",
  title: "Intrinio API key",
  provider: "intrinio",
  category: "finance",
  severity: "low",
  opens: "Asks for market data within the account's paid plan; it reads nothing that is the owner's.",
  keywords: ["intrinio"],
  pattern: named("intrinio", KEY, MIXED + "[A-Za-z0-9]{44}"),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("INTRINIO_API_KEY", make), `https://api-v2.intrinio.com/companies/AAPL?api_key=${make(13)}`],
  counterExamples: [...nearMisses("INTRINIO_API_KEY", make)],
  references: ["https://docs.intrinio.com/documentation/api_v2/getting_started"],
  revoke: "https://account.intrinio.com > API keys > Revoke",
};
