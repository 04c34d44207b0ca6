import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{61}", seed);
export const apimaticAuthKey: Detector = {
  id: "apimatic-auth-key",
  title: "APIMatic auth key",
  provider: "apimatic",
  category: "saas",
  severity: "medium",
  opens: "Reads and changes the account's API definitions and what code is generated from them.",
  keywords: ["apimatic", "api_matic"],
  pattern: named("api_?matic", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9_-]{64}`),
  entropy: 4.2,
  confidence: 0.72,
  examples: [...shown("APIMATIC_AUTH_KEY", make), `API_MATIC_TOKEN=${make(13)}\n`],
  counterExamples: [...nearMisses("APIMATIC_AUTH_KEY", make), `APIMATIC_INTEGRATION=${make(31)}`],
  references: ["https://docs.apimatic.io/platform-api/http/guides/authentication"],
  revoke: "https://app.apimatic.io > Account > API keys > Delete",
};
