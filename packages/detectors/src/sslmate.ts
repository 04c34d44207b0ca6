import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[1-9][0-9]{3}_[A-Za-z0-9]{24}Zq7", seed);

export const sslmateApiKey: Detector = {
  id: "sslmate-api-key",
  title: "SSLMate API key",
  provider: "sslmate",
  category: "security",
  severity: "high",
  opens: "Buys and revokes certificates of the account's domains and lists them.",
  keywords: ["sslmate"],
  pattern: named("sslmate", KEY, `(?:[0-9]{1,8}_)?${MIXED}[A-Za-z0-9]{18,36}`),
  entropy: 3.4,
  confidence: 0.65,
  examples: [...shown("SSLMATE_API_KEY", make)],
  counterExamples: [
    ...unlike("SSLMATE_API_KEY", "", make, 14),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `sslmate checksum ${make(21)}`,
  ],
  references: ["https://sslmate.com/help/reference/apiv2"],
  revoke: "https://sslmate.com/account/api_credentials > Delete",
};
