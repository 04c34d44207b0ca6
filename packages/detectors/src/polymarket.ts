import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9_-]{43}=", seed);
export const polymarketApiSecret: Detector = {
  id: "polymarket-api-secret",
  title: "Polymarket API secret",
  provider: "polymarket",
  category: "crypto",
  severity: "high",
  opens: "With the key and passphrase it cancels and reads the account's orders; new ones need the wallet's key too.",
  keywords: ["polymarket", "poly_secret", "poly_api"],
  pattern: named("poly(?:_?market)?", "(?:clob|builder|api)?[_.-]?(?:api)?[_.-]?secret", "[A-Za-z0-9_+/-]{43}="),
  entropy: 4,
  confidence: 0.75,
  companions: [{ name: "apiKey", pattern: new RegExp(`(?<![A-Za-z0-9-])${UUID}(?![A-Za-z0-9-])`), withinBytes: 256 }],
  examples: [
    ...shown("POLYMARKET_API_SECRET", make),
    `POLY_API_KEY=${fake(UUID, 13)}\nPOLY_SECRET=${make(14)}\n`,
    `POLY_API_SECRET=${make(15)}\n`,
  ],
  counterExamples: [
    ...unnamed("POLYMARKET_API_SECRET", make),
    `POLYMARKET_API_KEY=${fake(UUID, 20)}`, // the public half
  ],
  references: ["https://docs.polymarket.com/developers/CLOB/authentication"],
  revoke: "DELETE https://clob.polymarket.com/auth/api-key, signed with the key itself",
};
