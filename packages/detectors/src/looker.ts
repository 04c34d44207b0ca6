import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{21}[A-Z][a-z]7", seed);
export const lookerClientSecret: Detector = {
  id: "looker-client-secret",
  title: "Looker API client secret",
  provider: "looker",
  category: "data",
  severity: "critical",
  opens: "With the client ID it queries, through Looker, every database that its user may see, and changes dashboards.",
  keywords: ["looker"],
  pattern: named("looker", "(?:sdk|api|api3)?[_.-]?(?:client)?[_.-]?secret", `${MIXED}[A-Za-z0-9]{24}`),
  entropy: 3.2,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])(?=[A-Za-z]{0,19}[0-9])[A-Za-z0-9]{20}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("LOOKERSDK_CLIENT_SECRET", make),
    `[Looker]\nbase_url=https://acme.looker.com:19999\nclient_id=${fake("[A-Za-z0-9]{19}7", 13)}\nclient_secret=${make(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("LOOKERSDK_CLIENT_SECRET", make),
    `LOOKERSDK_CLIENT_ID=${fake("[A-Za-z0-9]{20}", 20)}`, // the public half
  ],
  references: ["https://cloud.google.com/looker/docs/api-auth"],
  revoke: "Looker > Admin > Users > the user > Edit API keys > Delete",
};
