import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("zh_[A-Za-z0-9]{61}Zq7", seed);

export const zenhubApiKey: Detector = {
  id: "zenhub-api-key",
  title: "ZenHub API key",
  provider: "zenhub",
  category: "productivity",
  severity: "medium",
  opens: "Reads and changes the boards and estimates of the workspaces that its owner sees.",
  keywords: ["zenhub"],
  // The documents give no length; `zh_` alone is a locale.
  pattern: named("zenhub", KEY, `zh_${URL_MIXED}[A-Za-z0-9_-]{32,100}`),
  entropy: 3.6,
  confidence: 0.85,
  examples: [...shown("ZENHUB_API_KEY", make)],
  counterExamples: [
    ...unlike("ZENHUB_API_KEY", "", make, 40),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zenhub checksum ${make(21)}`,
  ],
  references: ["https://developers.zenhub.com/graphql-api-docs/getting-started/"],
  revoke: "https://app.zenhub.com/settings/tokens > Delete",
};
