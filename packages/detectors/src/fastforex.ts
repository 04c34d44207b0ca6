import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{10}-[0-9a-f]{10}-[0-9a-z]{6}", seed);
export const fastforexApiKey: Detector = {
  id: "fastforex-api-key",
  title: "fastFOREX API key",
  provider: "fastforex",
  category: "finance",
  severity: "low",
  opens: "Asks for exchange rates within the account's plan; it reads nothing that is the owner's.",
  keywords: ["fastforex", "fast_forex"],
  pattern: named("fast[_-]?forex", KEY, "[0-9a-f]{10}-[0-9a-f]{10}-[0-9a-z]{6}"),
  entropy: 3,
  confidence: 0.85,
  examples: [...shown("FASTFOREX_API_KEY", make), `https://api.fastforex.io/fetch-all?api_key=${make(13)}`, `FAST_FOREX_KEY=${make(14)}`],
  counterExamples: [...nearMisses("FASTFOREX_API_KEY", make)],
  references: ["https://fastforex.readme.io/"],
  revoke: "https://console.fastforex.io/auth/ > API keys > Delete",
};
