import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const theOddsApiKey: Detector = {
  id: "the-odds-api-key",
  title: "The Odds API key",
  provider: "the-odds-api",
  category: "data",
  severity: "low",
  opens: "Asks for odds at the owner's quota; it reads nothing of the account's data.",
  keywords: ["theodds", "the_odds", "the-odds", "odds_api", "oddsapi"],
  pattern: named("the[_-]?odds(?:[_-]?api)?|odds(?=[_-]?api)", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("THE_ODDS_API_KEY", make), `the-odds_key: ${make(31)}\n`],
  counterExamples: [
    ...unlike("THE_ODDS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `the checksum ${make(21)}`,
  ],
  references: ["https://the-odds-api.com/liveapi/guides/v4/"],
  revoke: "https://the-odds-api.com > Account > Reset key",
};
