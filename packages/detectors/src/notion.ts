import { type Detector, fake } from "@stanch/model";
import { MIXED, alone, sent, shown, unlike } from "./_token.ts";

const ntn = (seed: number): string => fake("ntn_[1-9][0-9]{10}[A-Za-z0-9]{35}", seed);
const notionOld = (seed: number): string => fake("secret_[A-Za-z0-9]{43}", seed);
export const notionIntegrationToken: Detector = {
  id: "notion-integration-token",
  title: "Notion integration token",
  provider: "notion",
  category: "productivity",
  severity: "high",
  opens: "Reads and, if so allowed, changes all pages and databases that are shared with the integration.",
  rules: [
    { prefixes: ["ntn_"], pattern: alone("ntn_[0-9]{11}[A-Za-z0-9]{35}"), entropy: 3.8, confidence: 0.97 },
    // The old prefix is a plain word: 43 mixed characters must follow, and near the word Notion.
    {
      id: "old",
      keywords: ["notion"],
      pattern: alone(`secret_${MIXED}[A-Za-z0-9]{43}`),
      window: { before: 160, after: 256 },
      entropy: 4,
      confidence: 0.9,
    },
  ],
  examples: [...shown("NOTION_TOKEN", ntn), ...shown("NOTION_TOKEN", notionOld), ...sent(ntn)],
  counterExamples: [
    ...unlike("NOTION_TOKEN", "ntn_", ntn),
    `NOTION_TOKEN=secret_${"x".repeat(43)}`,
    `NOTION_TOKEN=${fake("secret_[a-z]{43}", 20)}`,
    `TOKEN=${notionOld(21)}`,
  ],
  references: ["https://developers.notion.com/docs/authorization"],
  revoke: "https://www.notion.so/profile/integrations > the integration > Refresh the secret",
};
