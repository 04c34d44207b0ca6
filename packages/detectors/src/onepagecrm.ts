import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9+/]{43}=", seed);
export const onepagecrmApiKey: Detector = {
  id: "onepagecrm-api-key",
  title: "OnePageCRM API key",
  provider: "onepagecrm",
  category: "crm",
  severity: "high",
  opens: "With the user ID it reads, changes and deletes the account's contacts and deals.",
  keywords: ["onepagecrm", "onepage_crm"],
  pattern: named("onepage_?crm", "(?:api)?[_.-]?key", "[A-Za-z0-9+/]{43}="),
  entropy: 4,
  confidence: 0.75,
  companions: [{ name: "userId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{24}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [
    ...shown("ONEPAGECRM_API_KEY", make),
    `onepagecrm:\n  api_key: ${make(31)}\n`,
    `ONEPAGE_CRM_USER=${fake("[0-9a-f]{24}", 13)}\nONEPAGE_CRM_KEY=${make(14)}\n`,
  ],
  counterExamples: [
    ...unnamed("ONEPAGECRM_API_KEY", make),
    `ONEPAGECRM_USER_ID=${fake("[0-9a-f]{24}", 20)}`, // the public half
  ],
  references: ["https://developer.onepagecrm.com/api/"],
  revoke: "https://app.onepagecrm.com > Settings > API > Generate a new key",
};
