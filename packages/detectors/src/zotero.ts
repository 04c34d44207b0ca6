import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{21}[A-Z][a-z]7", seed);

export const zoteroApiKey: Detector = {
  id: "zotero-api-key",
  title: "Zotero API key",
  provider: "zotero",
  category: "productivity",
  severity: "medium",
  opens: "Reads and, as its permissions allow, changes its owner's library with notes and files.",
  keywords: ["zotero"],
  pattern: named("zotero", KEY, `${MIXED}[A-Za-z0-9]{24}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("ZOTERO_API_KEY", make)],
  counterExamples: [
    ...unlike("ZOTERO_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zotero checksum ${make(21)}`,
  ],
  references: ["https://www.zotero.org/support/dev/web_api/v3/basics#authentication"],
  revoke: "https://www.zotero.org/settings/keys > Revoke",
};
