import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const netsuiteTokenSecret: Detector = {
  id: "netsuite-token-secret",
  title: "NetSuite token or consumer secret",
  provider: "netsuite",
  category: "finance",
  severity: "critical",
  opens: "With the other three parts it signs requests as its user and role: reads and changes the company's accounts.",
  keywords: ["netsuite"],
  pattern: named("netsuite", "(?:token|consumer|client|access[_.-]?token)[_.-]?secret", "[0-9a-f]{64}"),
  entropy: 3.2,
  confidence: 0.65,
  companions: [
    {
      name: "accountId",
      pattern:
        /(?:[Aa]ccount|ACCOUNT|[Rr]ealm|REALM)(?:[_-]?(?:ID|[Ii]d))?["']?[ \t]{0,4}[:=][ \t"']{0,4}(?<value>[0-9]{5,9}(?:[_-](?:SB|RP|sb|rp)[0-9]{1,2})?)(?![A-Za-z0-9])/,
      withinBytes: 512,
    },
  ],
  examples: [
    ...shown("NETSUITE_TOKEN_SECRET", make),
    `NETSUITE_ACCOUNT_ID=${fake("[1-9][0-9]{6}_SB1", 13)}\nNETSUITE_CONSUMER_SECRET=${make(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("NETSUITE_TOKEN_SECRET", make),
    `NETSUITE_CONSUMER_KEY=${make(20)}\n`, // the public half
    `NETSUITE_TOKEN_ID=${make(21)}\n`,
  ],
  references: ["https://docs.oracle.com/en/cloud/saas/netsuite/ns-online-help/section_4247329078.html"],
  revoke: "NetSuite > Setup > Users/Roles > Access tokens > Edit > Revoke",
};
