import { type Detector, fake } from "@stanch/model";
import { UUID, alone, shown, unlike } from "./_token.ts";

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
