import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const appcuesApiSecret: Detector = {
  id: "appcues-api-secret",
  title: "Appcues API key or secret",
  provider: "appcues",
  category: "productivity",
  severity: "high",
  opens: "Reads what the product's users did and changes the guides that they see.",
  keywords: ["appcues"],
  pattern: named("appcues", "(?:api|secret|auth|access|public)?[_.-]?(?:api[_.-]?)?(?:key|secret|token)", UUID),
  entropy: 3,
  confidence: 0.72,
  examples: [...shown("APPCUES_API_SECRET", make), `APPCUES_API_KEY=${make(13)}\n`],
  counterExamples: [...nearMisses("APPCUES_API_SECRET", make), `APPCUES_FLOW_ID=${make(31)}`],
  references: ["https://api.appcues.com/v2/docs"],
  revoke: "https://studio.appcues.com/settings/keys > delete the key",
};
