import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk", seed);
export const maxmindLicenseKey: Detector = {
  id: "maxmind-license-key",
  title: "MaxMind license key",
  provider: "maxmind",
  category: "geo",
  severity: "medium",
  opens: "Downloads the account's licensed databases and, with the account ID, pays for web service queries from its credit.",
  prefixes: ["_mmk"],
  pattern: /(?<![A-Za-z0-9_])[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk(?![A-Za-z0-9_])/,
  window: { before: 48, after: 8 },
  entropy: 3.6,
  confidence: 0.97,
  companions: [
    {
      name: "accountId",
      pattern: /(?:[Aa]ccount|ACCOUNT|[Uu]ser|USER)[_-]?(?:ID|[Ii]d)["']?[ \t]{0,4}[:= ][ \t"']{0,4}(?<value>[0-9]{4,9})(?![0-9])/,
      withinBytes: 256,
    },
  ],
  examples: [
    ...shown("MAXMIND_LICENSE_KEY", make),
    `AccountID ${fake("[1-9][0-9]{5}", 13)}\nLicenseKey ${make(14)}\nEditionIDs GeoLite2-Country\n`,
  ],
  counterExamples: [
    ...unlike("MAXMIND_LICENSE_KEY", "_mmk", make),
    `KEY=${fake("[A-Za-z0-9]{6}_[A-Za-z0-9]{20}_mmk", 20)}`,
    `KEY=${fake("[A-Za-z0-9]{36}_mmk", 21)}`,
  ],
  references: ["https://dev.maxmind.com/license-key-specification/"],
  revoke: "https://www.maxmind.com/en/accounts/current/license-key > Delete",
};
