import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-f][0-9][0-9a-f]{30}", seed);
export const axonautApiKey: Detector = {
  id: "axonaut-api-key",
  title: "Axonaut API key",
  provider: "axonaut",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the company's customers, quotes and invoices.",
  keywords: ["axonaut"],
  pattern: named("axonaut", "(?:user)?(?:api)?[_.-]?key", `${LOWER_MIXED}[a-z0-9]{32}`),
  entropy: 3,
  confidence: 0.75,
  examples: [...shown("AXONAUT_API_KEY", make), `curl https://axonaut.com/api/v2/companies -H "userApiKey: ${make(13)}"`],
  counterExamples: [...nearMisses("AXONAUT_API_KEY", make), `axonaut_company_id: ${make(31)}`],
  references: ["https://axonaut.com/api/v2/doc"],
  revoke: "https://axonaut.com > Settings > API > Regenerate",
};
