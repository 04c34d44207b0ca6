import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{57}[A-Z][a-z]7", seed);

export const tlyApiToken: Detector = {
  id: "tly-api-token",
  title: "T.LY API token",
  provider: "tly",
  category: "marketing",
  severity: "medium",
  opens: "Makes and changes short links in the owner's name, so known links can be pointed elsewhere.",
  keywords: ["tly_api", "tlyapi", "tly-api", "tly_token"],
  // The three letters end many words.
  pattern: named("tly", KEY, `${MIXED}[A-Za-z0-9]{60}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("TLY_API_TOKEN", make), `tly-api_key: ${make(31)}\n`, `TLY_TOKEN=${make(13)}\n`],
  counterExamples: [
    ...unlike("TLY_API_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `tly checksum ${make(21)}`,
  ],
  references: ["https://t.ly/docs"],
  revoke: "https://t.ly/settings#/api > Delete",
};
