import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const allsportsapiApiKey: Detector = {
  id: "allsportsapi-api-key",
  title: "AllSportsAPI key",
  provider: "allsportsapi",
  category: "data",
  severity: "low",
  opens: "Asks for scores on the account's quota; it opens nothing of the owner's.",
  keywords: ["allsports", "all_sports_api"],
  pattern: named("all_?sports(?:_?api)?", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.72,
  examples: [
    ...shown("ALLSPORTSAPI_API_KEY", make),
    `https://apiv2.allsportsapi.com/football/?met=Countries&APIkey=${make(13)}`,
    `ALL_SPORTS_API_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("ALLSPORTSAPI_API_KEY", make), `ALLSPORTSAPI_MATCH=${make(31)}`],
  references: ["https://allsportsapi.com/soccer-football-api-documentation"],
  revoke: "https://allsportsapi.com/dashboard > API key > Regenerate",
};
