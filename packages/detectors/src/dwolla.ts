import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{50}";
const make = (seed: number): string => fake(SHAPE, seed);
export const dwollaAppSecret: Detector = {
  id: "dwolla-app-secret",
  title: "Dwolla application secret",
  provider: "dwolla",
  category: "payment",
  severity: "critical",
  opens: "With the application key it gets tokens of the account: reads customers' bank data and sends transfers.",
  // The key beside it has the same shape and is its user name: only a name that says secret counts.
  keywords: ["dwolla"],
  pattern: named("dwolla", "(?:(?:api|client|app|auth|access|consumer|oauth)[_.-]?)?(?:secret(?:[_.-]?key)?|password)", MIXED + SHAPE),
  entropy: 3.5,
  confidence: 0.65,
  companions: [{ name: "appKey", pattern: /(?<![A-Za-z0-9])[A-Za-z0-9]{50}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("DWOLLA_APP_SECRET", make), `DWOLLA_APP_KEY=${make(13)}\nDWOLLA_APP_SECRET=${make(14)}\n`],
  counterExamples: [...nearMisses("DWOLLA_APP_SECRET", make), `DWOLLA_APP_KEY=${make(20)}`],
  references: ["https://developers.dwolla.com/docs/auth"],
  revoke: "https://dashboard.dwolla.com/applications > Regenerate",
};
