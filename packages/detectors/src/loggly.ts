import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake(UUID, seed);
export const logglyCustomerToken: Detector = {
  id: "loggly-customer-token",
  title: "Loggly customer token",
  provider: "loggly",
  category: "monitoring",
  severity: "medium",
  opens: "Sends false log events at the owner's cost; as an API token it also searches the logs.",
  keywords: ["loggly"],
  pattern: named("loggly", "(?:customer|api|auth|access|input)?[_.-]?(?:token|key)", UUID),
  entropy: 2.9,
  confidence: 0.65,
  examples: [
    ...shown("LOGGLY_TOKEN", make),
    `loggly:\n  token: ${make(31)}\n`,
    `https://logs-01.loggly.com/inputs/x  # LOGGLY_CUSTOMER_TOKEN: ${make(13)}\n`,
  ],
  counterExamples: [...unnamed("LOGGLY_TOKEN", make), `LOGGLY_SUBDOMAIN=${fake("[0-9a-f]{36}", 20)}`],
  references: ["https://documentation.solarwinds.com/en/success_center/loggly/content/admin/customer-token-authentication-token.htm"],
  revoke: "https://{subdomain}.loggly.com > Settings > Source setup > Customer tokens > Retire",
};
