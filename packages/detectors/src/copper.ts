import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const copperApiKey: Detector = {
  id: "copper-api-key",
  title: "Copper CRM API key",
  provider: "copper",
  category: "crm",
  severity: "high",
  opens: "With the owner's address it reads and changes all contacts, opportunities and notes.",
  keywords: [
    "copper_api",
    "copperapi",
    "copper_crm",
    "coppercrm",
    "copper.com",
    "prosperworks",
    "copper_key",
    "copper_token",
    "copper_access",
  ],
  pattern: named("copper(?:[_.-]?(?:crm|com))?|prosperworks", "(?:x-pw-)?(?:access|api|auth|user)?[_.-]?(?:token|key)", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.75,
  companions: [{ name: "user", pattern: /[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{2,24}){1,3}/, withinBytes: 192 }],
  examples: [
    ...shown("COPPER_API_KEY", make),
    `curl https://api.copper.com/developer_api/v1/account -H "X-PW-AccessToken: ${make(13)}" -H "X-PW-UserEmail: a@acme.io"`,
    `PROSPERWORKS_TOKEN=${make(15)}\n`,
    `COPPER_CRM_KEY=${make(17)}\n`,
    `COPPERCRM_KEY: ${make(19)}\n`,
    `copper_key=${make(21)}\n`,
    `COPPER_TOKEN=${make(23)}\n`,
    `COPPER_ACCESS_TOKEN=${make(25)}\n`,
  ],
  counterExamples: [...nearMisses("COPPER_API_KEY", make), `copper.com md5 ${make(31)}`],
  references: ["https://developer.copper.com/introduction/authentication.html"],
  revoke: "https://app.copper.com > Settings > Integrations > API keys > delete the key",
};
