import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{57}[A-Z][a-z]7", seed);

export const sportmonksApiToken: Detector = {
  id: "sportmonks-api-token",
  title: "Sportmonks API token",
  provider: "sportmonks",
  category: "data",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["sportmonk", "sportsmonk", "sport_monk"],
  pattern: named("sports?[_-]?monks?", KEY, `${MIXED}[A-Za-z0-9]{60}`),
  entropy: 4,
  confidence: 0.65,
  examples: [
    ...shown("SPORTMONKS_API_TOKEN", make),
    `url = "https://api.sportmonks.com/v3/football/leagues?api_token=${make(13)}"`,
    `SPORTSMONK_TOKEN=${make(14)}\n`,
    `SPORT_MONKS_TOKEN=${make(15)}\n`,
  ],
  counterExamples: [
    ...unlike("SPORTMONKS_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `sportmonks checksum ${make(21)}`,
  ],
  references: ["https://docs.sportmonks.com/football/welcome/authentication"],
  revoke: "https://my.sportmonks.com > Create API token > Delete the old one",
};
