import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const billomatApiKey: Detector = {
  id: "billomat-api-key",
  title: "Billomat API key",
  provider: "billomat",
  category: "finance",
  severity: "high",
  opens: "Reads and changes invoices, offers and clients of the account.",
  keywords: ["billomat"],
  pattern: named("billomat", "(?:x-billomat)?(?:api|access|app)?[_.-]?(?:api)?(?:key|secret|token)", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [...shown("BILLOMAT_API_KEY", make), `curl https://acme.billomat.net/api/clients -H "X-BillomatApiKey: ${make(13)}"`],
  counterExamples: [...nearMisses("BILLOMAT_API_KEY", make), `BILLOMAT_CLIENT=${make(31)}`],
  references: ["https://www.billomat.com/en/api/basics/authentication/"],
  revoke: "Billomat > Settings > Employees > the employee > API key > Regenerate",
};
