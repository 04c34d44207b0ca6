import { type Detector, fake } from "@stanch/model";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const streakApiKey: Detector = {
  id: "streak-api-key",
  title: "Streak API key",
  provider: "streak",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the pipelines, boxes and contacts that its owner sees.",
  keywords: ["streak_api", "streakapi", "streak-api", "streak_crm"],
  // The word alone stands in games and in calendars.
  pattern: named("streak", "(?:crm[_.-]?)?api[_.-]?key", "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("STREAK_API_KEY", make), `streak-api_key: ${make(31)}\n`, `STREAK_CRM_API_KEY=${make(13)}\n`],
  counterExamples: [
    ...unlike("STREAK_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `streak checksum ${make(21)}`,
  ],
  references: ["https://streak.readme.io/reference/authentication"],
  revoke: "Gmail > Streak > Integrations > API keys > Delete",
};
