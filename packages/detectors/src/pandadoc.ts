import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{38}x7", seed);
export const pandadocApiKey: Detector = {
  id: "pandadoc-api-key",
  title: "PandaDoc API key",
  provider: "pandadoc",
  category: "productivity",
  severity: "high",
  opens: "Reads, makes and sends the workspace's documents, contracts with their signatures among them.",
  keywords: ["pandadoc"],
  pattern: named("pandadoc", KEY, "(?=[A-Za-z]{0,39}[0-9])[A-Za-z0-9]{40}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [
    ...shown("PANDADOC_API_KEY", make),
    `pandadoc:\n  api_key: ${make(31)}\n`,
    `curl -H "Authorization: API-Key $KEY" # PANDADOC_KEY=${make(13)}\n`,
  ],
  counterExamples: [...unnamed("PANDADOC_API_KEY", make), `PANDADOC_TEMPLATE=${make(20)}\n`],
  references: ["https://developers.pandadoc.com/reference/using-api-keys"],
  revoke: "https://app.pandadoc.com > Settings > API & integrations > Revoke",
};
