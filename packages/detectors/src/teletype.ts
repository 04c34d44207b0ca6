import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{61}Zq7", seed);

export const teletypeApiToken: Detector = {
  id: "teletype-api-token",
  title: "Teletype API token",
  provider: "teletype",
  category: "messaging",
  severity: "high",
  opens: "Reads and writes the conversations with the account's customers.",
  keywords: ["teletype_api", "teletypeapi", "teletype.app", "teletype_token"],
  // The word alone is that of the old terminals.
  pattern: named("teletype", KEY, `${URL_MIXED}[A-Za-z0-9_-]{64}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("TELETYPE_API_TOKEN", make), `TELETYPE_TOKEN=${make(13)}\n`, `# api.teletype.app\nTELETYPE_TOKEN=${make(14)}\n`],
  counterExamples: [
    ...unlike("TELETYPE_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `teletype checksum ${make(21)}`,
  ],
  references: ["https://teletype.app/help/api/"],
  revoke: "https://panel.teletype.app > Settings > Public API > Regenerate",
};
