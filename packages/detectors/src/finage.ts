import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("API_KEY[0-9]{2}[0-9A-Z]{30}", seed);
export const finageApiKey: Detector = {
  id: "finage-api-key",
  title: "Finage API key",
  provider: "finage",
  category: "finance",
  severity: "low",
  opens: "Asks for market data within the account's plan; it reads nothing that is the owner's.",
  keywords: ["finage"],
  pattern: named("finage", KEY, "API_KEY[0-9A-Z]{32}"),
  entropy: 3.2,
  confidence: 0.9,
  examples: [...shown("FINAGE_KEY", make), `https://api.finage.co.uk/last/stock/$S?apikey=${make(13)}`],
  counterExamples: [...nearMisses("FINAGE_KEY", make)],
  references: ["https://finage.co.uk/docs/api/getting-started"],
  revoke: "https://moon.finage.co.uk > API keys > Reset",
};
