import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{17}", seed);
export const companyhubApiKey: Detector = {
  id: "companyhub-api-key",
  title: "CompanyHub API key",
  provider: "companyhub",
  category: "crm",
  severity: "high",
  opens: "Reads and changes contacts, companies and deals of the account.",
  keywords: ["companyhub", "company_hub"],
  pattern: named("company_?hub", SET_KEY, `${MIXED}[A-Za-z0-9]{20}`),
  entropy: 3.2,
  confidence: 0.72,
  examples: [...shown("COMPANYHUB_API_KEY", make), `COMPANY_HUB_KEY=${make(13)}\n`],
  counterExamples: [...nearMisses("COMPANYHUB_API_KEY", make), `COMPANYHUB_DEAL=${make(31)}`],
  references: ["https://companyhub.com/docs/api-documentation"],
  revoke: "https://app.companyhub.com > Settings > Integrations > API key > Regenerate",
};
