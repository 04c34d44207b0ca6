import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{6}_[A-Za-z0-9]{6}-[A-Za-z0-9]{3}Zq7", seed);

export const swiftypeApiKey: Detector = {
  id: "swiftype-api-key",
  title: "Swiftype API key",
  provider: "swiftype",
  category: "database",
  severity: "medium",
  opens: "Changes and deletes the account's search engines and their documents.",
  keywords: ["swiftype"],
  pattern: named("swiftype", KEY, "[A-Za-z0-9]{6}_[A-Za-z0-9]{6}-[A-Za-z0-9]{6}"),
  entropy: 3.2,
  confidence: 0.8,
  examples: [...shown("SWIFTYPE_API_KEY", make)],
  counterExamples: [
    ...unlike("SWIFTYPE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `swiftype checksum ${make(21)}`,
  ],
  references: ["https://swiftype.com/documentation/site-search/authentication"],
  revoke: "https://app.swiftype.com/settings/account > API key > Reset",
};
