import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const privateKey = (seed: number): string => fake("0x[0-9a-f]{64}", seed);
export const polymarketPrivateKey: Detector = {
  id: "polymarket-private-key",
  title: "Polymarket wallet private key",
  provider: "polymarket",
  category: "crypto",
  severity: "critical",
  opens: "Controls the wallet: whoever holds it moves all of its coins, and nobody can take that back.",
  keywords: ["polymarket", "poly_private", "poly_market"],
  pattern: named("poly(?:_?market)?", "(?:wallet|proxy|signer|trader)?[_.-]?(?:private|priv|signing)[_.-]?key", "(?:0x)?[0-9a-fA-F]{64}"),
  entropy: 3.3,
  confidence: 0.85,
  examples: [
    ...shown("POLYMARKET_PRIVATE_KEY", privateKey),
    `POLY_PRIVATE_KEY=${fake("[0-9a-f]{64}", 13)}\n`,
    `POLY_MARKET_PRIVATE_KEY=${privateKey(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("POLYMARKET_PRIVATE_KEY", privateKey),
    `POLYMARKET_TOKEN_HASH=${privateKey(20)}\n`,
    `POLYMARKET_ADDRESS=${fake("0x[0-9a-f]{40}", 21)}`, // public
  ],
  references: ["https://docs.polymarket.com/developers/CLOB/authentication"],
  revoke: "It cannot be revoked: move the coins to a new wallet at once",
};

const apiSecret = (seed: number): string => fake("[A-Za-z0-9_-]{43}=", seed);
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
    ...shown("POLYMARKET_API_SECRET", apiSecret),
    `POLY_API_KEY=${fake(UUID, 13)}\nPOLY_SECRET=${apiSecret(14)}\n`,
    `POLY_API_SECRET=${apiSecret(15)}\n`,
  ],
  counterExamples: [
    ...unnamed("POLYMARKET_API_SECRET", apiSecret),
    `POLYMARKET_API_KEY=${fake(UUID, 20)}`, // the public half
  ],
  references: ["https://docs.polymarket.com/developers/CLOB/authentication"],
  revoke: "DELETE https://clob.polymarket.com/auth/api-key, signed with the key itself",
};
