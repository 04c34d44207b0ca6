import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const dailyApiKey: Detector = {
  id: "daily-api-key",
  title: "Daily API key",
  provider: "daily",
  category: "messaging",
  severity: "high",
  opens: "Makes, changes and deletes rooms, lets anybody in and reads recordings of the domain.",
  keywords: ["daily_api", "dailyapi", "daily.co", "dailyco", "daily_co", "daily_token"],
  pattern: named("daily(?:[_.-]?co)?", SET_KEY, "[0-9a-f]{64}"),
  entropy: 3.3,
  confidence: 0.78,
  examples: [
    ...shown("DAILY_API_KEY", make),
    `# https://api.daily.co\nAPI_KEY=${make(13)}\n`,
    `DAILYCO_API_KEY=${make(15)}\n`,
    `DAILY_CO_KEY: ${make(17)}\n`,
    `DAILY_TOKEN=${make(19)}\n`,
  ],
  counterExamples: [...nearMisses("DAILY_API_KEY", make), `daily_apis: sha256 ${make(31)}`],
  references: ["https://docs.daily.co/reference/rest-api"],
  revoke: "https://dashboard.daily.co/developers > Regenerate",
};
