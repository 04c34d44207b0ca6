import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const apactaApiKey: Detector = {
  id: "apacta-api-key",
  title: "Apacta API key",
  provider: "apacta",
  category: "saas",
  severity: "high",
  opens: "Reads and changes projects, time entries and people of the company.",
  keywords: ["apacta"],
  pattern: named("apacta", SET_KEY, UUID),
  entropy: 3,
  confidence: 0.72,
  examples: [...shown("APACTA_API_KEY", make), `https://app.apacta.com/api/v1/time_entries?api_key=${make(13)}`],
  counterExamples: [...nearMisses("APACTA_API_KEY", make), `APACTA_PROJECT=${make(31)}`],
  references: ["https://apidocs.apacta.com/"],
  revoke: "https://app.apacta.com > Settings > Integrations > API key > Regenerate",
};
