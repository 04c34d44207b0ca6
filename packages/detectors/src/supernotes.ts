import { type Detector, fake } from "@stanch/model";
import { URL_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{40}[A-Z][a-z]7", seed);

export const supernotesApiKey: Detector = {
  id: "supernotes-api-key",
  title: "Supernotes API key",
  provider: "supernotes",
  category: "productivity",
  severity: "medium",
  opens: "Reads and changes its owner's notes.",
  keywords: ["supernotes", "super_notes"],
  pattern: named("super[_-]?notes", KEY, `${URL_MIXED}[A-Za-z0-9_-]{43}`),
  entropy: 4,
  confidence: 0.65,
  examples: [...shown("SUPERNOTES_API_KEY", make), `super_notes_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SUPERNOTES_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `supernotes checksum ${make(21)}`,
  ],
  references: ["https://developer.supernotes.app/"],
  revoke: "https://my.supernotes.app/settings/integrations/api > Delete",
};
