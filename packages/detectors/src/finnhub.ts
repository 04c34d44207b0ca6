import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-z]{40}", seed);
export const finnhubApiKey: Detector = {
  id: "finnhub-api-key",
  title: "Finnhub API key",
  provider: "finnhub",
  category: "finance",
  severity: "low",
  opens: "Asks for market data within the account's plan; it reads nothing that is the owner's.",
  keywords: ["finnhub"],
  pattern: named("finn[_-]?hub", KEY, LOWER_MIXED + "(?:[0-9a-z]{20}){1,2}"),
  entropy: 2.9,
  confidence: 0.65,
  examples: [
    ...shown("FINNHUB_API_KEY", make),
    `finnhub_client = finnhub.Client(api_key="${make(13)}")`,
    `FINNHUB_KEY=${make(14).slice(20)}`,
  ],
  counterExamples: [...nearMisses("FINNHUB_API_KEY", make, 3)],
  references: ["https://finnhub.io/docs/api/authentication"],
  revoke: "https://finnhub.io/dashboard > API key > Regenerate",
};
