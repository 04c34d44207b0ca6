import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const pinataApiSecret: Detector = {
  id: "pinata-api-secret",
  title: "Pinata API secret",
  provider: "pinata",
  category: "crypto",
  severity: "high",
  opens: "With the API key it pins, lists and unpins the account's files at its cost.",
  keywords: ["pinata"],
  pattern: named("pinata", "(?:api)?[_.-]?(?:secret)(?:[_.-]?(?:api)?[_.-]?key)?", "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "apiKey", pattern: /(?<![A-Za-z0-9])[0-9a-f]{20}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("PINATA_API_SECRET", make),
    `pinata:\n  api_secret: ${make(31)}\n`,
    `PINATA_API_KEY=${fake("[0-9a-f]{20}", 13)}\nPINATA_SECRET_API_KEY=${make(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("PINATA_API_SECRET", make),
    `PINATA_API_KEY=${fake("[0-9a-f]{20}", 20)}`, // the public half
  ],
  references: ["https://docs.pinata.cloud/account-management/api-keys"],
  revoke: "https://app.pinata.cloud/developers/api-keys > Revoke",
};
