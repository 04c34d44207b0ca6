import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);

export const securityTrailsApiKey: Detector = {
  id: "security-trails-api-key",
  title: "SecurityTrails API key",
  provider: "security-trails",
  category: "security",
  severity: "medium",
  opens: "Looks up domains and hosts at the owner's quota.",
  keywords: ["securitytrails", "security_trails"],
  pattern: named("security[_-]?trails", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("SECURITYTRAILS_API_KEY", make), `security_trails_key: ${make(30)}\n`],
  counterExamples: [
    ...unlike("SECURITYTRAILS_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `securitytrails checksum ${make(21)}`,
  ],
  references: ["https://docs.securitytrails.com/docs/authentication"],
  revoke: "https://securitytrails.com/app/account/credentials > Revoke",
};
