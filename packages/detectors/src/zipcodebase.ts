import { type Detector, fake } from "@stanch/model";
import { KEY, UUID, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", seed);

export const zipcodebaseApiKey: Detector = {
  id: "zipcodebase-api-key",
  title: "Zipcodebase API key",
  provider: "zipcodebase",
  category: "geo",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["zipcodebase"],
  pattern: named("zipcodebase", KEY, UUID),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("ZIPCODEBASE_API_KEY", make)],
  counterExamples: [
    ...unlike("ZIPCODEBASE_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `zipcodebase checksum ${make(21)}`,
  ],
  references: ["https://app.zipcodebase.com/documentation"],
  revoke: "https://app.zipcodebase.com/dashboard > Regenerate",
};
