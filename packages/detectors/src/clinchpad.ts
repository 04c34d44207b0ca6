import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][0-9][a-z0-9]{30}", seed);
export const clinchpadApiKey: Detector = {
  id: "clinchpad-api-key",
  title: "ClinchPad API key",
  provider: "clinchpad",
  category: "crm",
  severity: "medium",
  opens: "Reads and changes leads and contacts of the account.",
  keywords: ["clinchpad"],
  pattern: named("clinchpad", SET_KEY, `${LOWER_MIXED}[a-z0-9]{32}`),
  entropy: 3.2,
  confidence: 0.72,
  examples: [...shown("CLINCHPAD_API_KEY", make), `clinchpad: api_key=${make(13)}\n`],
  counterExamples: [...nearMisses("CLINCHPAD_API_KEY", make), `CLINCHPAD_LEAD=${make(31)}`],
  references: ["https://clinchpad.com/api/docs/"],
  revoke: "https://www.clinchpad.com > Settings > API > Regenerate",
};
