import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z0-9]{30}K7", seed);

export const upcdatabaseApiKey: Detector = {
  id: "upcdatabase-api-key",
  title: "UPCDatabase API key",
  provider: "upcdatabase",
  category: "data",
  severity: "low",
  opens: "Looks up products at the owner's quota and adds to the public list in its name.",
  keywords: ["upcdatabase", "upc_database"],
  pattern: named("upc[_-]?database", KEY, `${UPPER_MIXED}[A-Z0-9]{32}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("UPCDATABASE_API_KEY", make), `upc_database_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("UPCDATABASE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `upcdatabase checksum ${make(21)}`,
  ],
  references: ["https://upcdatabase.org/api"],
  revoke: "https://upcdatabase.org/apikeys > Delete",
};
