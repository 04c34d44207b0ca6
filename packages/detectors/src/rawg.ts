import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const rawgApiKey: Detector = {
  id: "rawg-api-key",
  title: "RAWG API key",
  provider: "rawg",
  category: "data",
  severity: "low",
  opens: "Spends the owner's quota of video game data; it reads nothing of the account.",
  keywords: ["rawg_api", "rawg_key", "rawg-api", "rawgapi", "api.rawg.io"],
  pattern: named("rawg", KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("RAWG_API_KEY", make),
    `fetch("https://api.rawg.io/api/games"); const rawgKey = "${make(13)}";`,
    `RAWG_KEY=${make(14)}\n`,
    `rawg-api-key: ${make(15)}\n`,
  ],
  counterExamples: [...unnamed("RAWG_API_KEY", make), `DRAWG_API_KEY=${make(20)}\n`],
  references: ["https://rawg.io/apidocs"],
  revoke: "https://rawg.io/apidocs > Get API key: ask for another",
};
