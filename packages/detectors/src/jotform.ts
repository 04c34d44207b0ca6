import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const jotformApiKey: Detector = {
  id: "jotform-api-key",
  title: "Jotform API key",
  provider: "jotform",
  category: "productivity",
  severity: "high",
  opens: "Reads all forms and what people filled in, and changes or deletes them unless the key is for reading only.",
  keywords: ["jotform"],
  pattern: named("jotform", KEY, LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  examples: [...shown("JOTFORM_API_KEY", make), `https://api.jotform.com/user/forms?apiKey=${make(13)}`],
  counterExamples: [...nearMisses("JOTFORM_API_KEY", make), `JOTFORM_FORM_ID=${make(20)}`],
  references: ["https://api.jotform.com/docs/"],
  revoke: "https://www.jotform.com/myaccount/api > Delete",
};
