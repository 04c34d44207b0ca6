import { type Detector, fake } from "@stanch/model";
import { UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const shortcutApiToken: Detector = {
  id: "shortcut-api-token",
  title: "Shortcut API token",
  provider: "shortcut",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes the workspace's stories, epics and documents.",
  keywords: ["shortcut_api", "shortcutapi", "shortcut-api", "shortcut-token", "clubhouse_api", "shortcut_token"],
  // The word alone stands in every user interface.
  pattern: named("shortcut|clubhouse", "(?:api[_.-]?)?(?:token|key)", UUID),
  entropy: 3.0,
  confidence: 0.7,
  examples: [
    ...shown("SHORTCUT_API_TOKEN", make),
    `shortcut-api_key: ${make(31)}\n`,
    `shortcut_token: ${make(34)}\n`,
    `curl -H "Shortcut-Token: ${make(13)}" https://api.app.shortcut.com/api/v3/member`,
    `CLUBHOUSE_API_TOKEN=${make(14)}\n`,
  ],
  counterExamples: [
    ...unlike("SHORTCUT_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `shortcut checksum ${make(21)}`,
    `shortcut_id: ${make(22)}`,
  ],
  references: ["https://developer.shortcut.com/api/rest/v3#Authentication"],
  revoke: "https://app.shortcut.com/settings/account/api-tokens > Revoke",
};
