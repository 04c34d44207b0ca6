import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{62}x7", seed);
export const reachmailApiToken: Detector = {
  id: "reachmail-api-token",
  title: "ReachMail API token",
  provider: "reachmail",
  category: "email",
  severity: "high",
  opens: "Sends mail from the account and reads and changes its lists.",
  keywords: ["reachmail"],
  pattern: named("reachmail", KEY, "(?=[A-Za-z_-]{0,63}[0-9])[A-Za-z0-9_-]{64}"),
  entropy: 3.6,
  confidence: 0.65,
  examples: [...shown("REACHMAIL_API_TOKEN", make), `reachmail:\n  token: ${make(31)}\n`],
  counterExamples: [...unnamed("REACHMAIL_API_TOKEN", make), `REACHMAIL_LIST=${make(20)}\n`],
  references: ["https://services.reachmail.net/"],
  revoke: "https://go.reachmail.net > Account > Tokens > Delete",
};
