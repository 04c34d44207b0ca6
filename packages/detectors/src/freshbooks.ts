import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{64}";
const make = (seed: number): string => fake(SHAPE, seed);
export const freshbooksClientSecret: Detector = {
  id: "freshbooks-client-secret",
  title: "FreshBooks client secret or access token",
  provider: "freshbooks",
  category: "finance",
  severity: "high",
  opens: "As a token it reads and changes clients, invoices and payments; as a secret it turns users' codes into such tokens.",
  keywords: ["freshbooks"],
  pattern: named("freshbooks", "(?:(?:api|client|app|access|auth|refresh)[_.-]?)?(?:secret|token)", LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  companions: [{ name: "clientId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{64}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("FRESHBOOKS_CLIENT_SECRET", make), `FRESHBOOKS_ACCESS_TOKEN=${make(13)}`],
  counterExamples: [...nearMisses("FRESHBOOKS_CLIENT_SECRET", make), `FRESHBOOKS_CLIENT_ID=${make(20)}`],
  references: ["https://www.freshbooks.com/api/authentication"],
  revoke: "https://my.freshbooks.com/#/developer > the app > Regenerate the secret",
};
