import { type Detector, fake } from "@stanch/model";
import { UUID, alone, named, shown, unlike } from "./_token.ts";
import { unnamed } from "./_unnamed.ts";

const plaid = (seed: number): string => fake(`access-production-${UUID}`, seed);
export const plaidAccessToken: Detector = {
  id: "plaid-access-token",
  title: "Plaid access token",
  provider: "plaid",
  category: "finance",
  severity: "critical",
  opens: "With the client's own secret it reads a person's bank accounts and transactions.",
  prefixes: ["access-production-", "access-development-"],
  pattern: alone(`access-(?:production|development)-${UUID}`),
  confidence: 0.97,
  examples: [...shown("PLAID_ACCESS_TOKEN", plaid), `{"access_token": "${fake(`access-development-${UUID}`, 13)}"}`],
  counterExamples: [
    ...unlike("PLAID_ACCESS_TOKEN", "access-production-", plaid),
    `PLAID_ACCESS_TOKEN=${fake(`access-sandbox-${UUID}`, 20)}`, // no real bank
    `access-production-cluster`,
  ],
  references: ["https://plaid.com/docs/api/items/"],
  revoke: "POST https://production.plaid.com/item/remove with the token",
};

const secret = (seed: number): string => fake("[0-9a-f]{30}", seed);
export const plaidSecret: Detector = {
  id: "plaid-secret",
  title: "Plaid API secret",
  provider: "plaid",
  category: "finance",
  severity: "critical",
  opens:
    "With the client ID and the access tokens in its owner's database it reads people's bank accounts; a sandbox secret opens test data only.",
  keywords: ["plaid"],
  pattern: named("plaid", "(?:(?:production|development|sandbox|api|client|env)[_.-]?)?secret(?:[_.-]?key)?", "[0-9a-f]{30}"),
  entropy: 3,
  confidence: 0.7,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{24}(?![A-Za-z0-9])/, withinBytes: 256 }],
  examples: [
    ...shown("PLAID_SECRET", secret),
    `PLAID_CLIENT_ID=${fake("[0-9a-f]{24}", 13)}\nPLAID_PRODUCTION_SECRET=${secret(14)}\n`,
    `plaid:\n  client_id: ${fake("[0-9a-f]{24}", 15)}\n  secret: ${secret(16)}\n`,
  ],
  counterExamples: [
    ...unnamed("PLAID_SECRET", secret),
    `PLAID_CLIENT_ID=${fake("[0-9a-f]{24}", 20)}\n`, // the public half
    `PLAID_PUBLIC_KEY=${secret(21)}\n`, // retired, and public
  ],
  references: ["https://plaid.com/docs/api/#api-keys"],
  revoke: "https://dashboard.plaid.com/developers/keys > Rotate secret",
};
