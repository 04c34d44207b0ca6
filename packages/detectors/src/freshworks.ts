import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[A-Za-z0-9]{20}x7", seed);
export const freshworksCrmApiKey: Detector = {
  id: "freshworks-crm-api-key",
  title: "Freshworks CRM (Freshsales) API key",
  provider: "freshworks",
  category: "crm",
  severity: "high",
  opens: "Acts as its owner: reads, changes and deletes the company's contacts, accounts and deals.",
  keywords: ["freshworks", "freshsales"],
  pattern: named("freshworks|freshsales", KEY, "(?=[A-Za-z_-]{0,21}[0-9])[A-Za-z0-9_-]{22}"),
  entropy: 3.2,
  confidence: 0.7,
  companions: [
    {
      name: "host",
      pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{1,60}\.(?:myfreshworks|freshsales)\.(?:com|io)(?![A-Za-z0-9-])/,
      withinBytes: 512,
    },
  ],
  examples: [
    ...shown("FRESHWORKS_API_KEY", make),
    `freshworks:\n  api_key: ${make(31)}\n`,
    `FRESHSALES_TOKEN=${make(13)}\nFRESHSALES_HOST=acme.freshsales.io\n`,
  ],
  counterExamples: [...unnamed("FRESHWORKS_API_KEY", make), `FRESHWORKS_BUNDLE=${make(20)}\n`],
  references: ["https://developers.freshworks.com/crm/api/#authentication"],
  revoke: "Freshworks CRM > Personal settings > API settings > Reset API key",
};
