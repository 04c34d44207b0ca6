import { type Detector, fake } from "@stanch/model";
import { WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9_-]{18}[A-Za-z0-9]", seed);
export const apolloIoApiKey: Detector = {
  id: "apollo-io-api-key",
  title: "Apollo.io API key",
  provider: "apollo-io",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the account's contacts and sequences and spends its credits; a master key may all that the API can.",
  keywords: ["apollo_api", "apollo.io", "apolloapi", "apollo_io", "apolloio"],
  pattern: named("apollo(?:[._-]?io)?", "(?:x-)?(?:api|master)?[_.-]?key", `${WIDE_MIXED}[A-Za-z0-9_-]{22}`),
  entropy: 3.3,
  confidence: 0.7,
  examples: [
    ...shown("APOLLO_API_KEY", make),
    ...shown("APOLLO_IO_KEY", make),
    `curl https://api.apollo.io/v1/auth/health -H "X-Api-Key: ${make(13)}"`,
    `APOLLOIO_API_KEY=${make(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("APOLLO_API_KEY", make),
    `APOLLO_KEY=service:acme:${make(31)}`, // of Apollo GraphOS
    `APOLLO_CLIENT_VERSION=${make(33)}`,
  ],
  references: ["https://docs.apollo.io/docs/create-api-key"],
  revoke: "https://app.apollo.io/#/settings/integrations/api > delete the key",
};
