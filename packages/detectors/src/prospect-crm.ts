import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{30}x7", seed);
export const prospectCrmApiToken: Detector = {
  id: "prospect-crm-api-token",
  title: "Prospect CRM API token",
  provider: "prospect-crm",
  category: "crm",
  severity: "high",
  opens: "Reads and changes the company's contacts, quotes and orders.",
  keywords: ["prospectcrm", "prospect_crm", "prospect365"],
  pattern: named("prospect_?crm|prospect365", KEY, "(?=[A-Za-z-]{0,31}[0-9])[A-Za-z0-9-]{32}"),
  entropy: 3.4,
  confidence: 0.65,
  examples: [
    ...shown("PROSPECTCRM_API_TOKEN", make),
    `prospectcrm:\n  api_token: ${make(31)}\n`,
    `PROSPECT_CRM_TOKEN=${make(13)}\n`,
    `prospect365_token: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("PROSPECTCRM_API_TOKEN", make), `PROSPECTCRM_QUOTE=${make(20)}\n`],
  references: ["https://api-batch-v1.prospect365.com/docs"],
  revoke: "Prospect CRM > Settings > API keys > Revoke",
};
