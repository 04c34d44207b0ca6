import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, MIXED, named, shown } from "./_token.ts";

const SHAPE = "[A-Za-z0-9]{20}";
const make = (seed: number): string => fake(SHAPE, seed);
export const freshdeskApiKey: Detector = {
  id: "freshdesk-api-key",
  title: "Freshdesk API key",
  provider: "freshdesk",
  category: "crm",
  severity: "high",
  opens: "Acts as its agent: reads tickets with customers' data, answers them, and as an administrator's key changes the help desk.",
  keywords: ["freshdesk"],
  pattern: named("freshdesk", KEY, MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  companions: [{ name: "host", pattern: /(?<![A-Za-z0-9.-])[a-z0-9-]{2,60}\.freshdesk\.com/, withinBytes: 512 }],
  examples: [...shown("FRESHDESK_API_KEY", make), `FRESHDESK_DOMAIN=acme.freshdesk.com\nFRESHDESK_TOKEN=${make(13)}\n`],
  counterExamples: [...nearMisses("FRESHDESK_API_KEY", make)],
  references: ["https://developers.freshdesk.com/api/#authentication"],
  revoke: "https://DOMAIN.freshdesk.com > Profile settings > Reset API key",
  lifetime: "until it is reset",
};
