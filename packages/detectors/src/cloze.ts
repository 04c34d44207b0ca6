import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const clozeApiKey: Detector = {
  id: "cloze-api-key",
  title: "Cloze API key",
  provider: "cloze",
  category: "crm",
  severity: "high",
  opens: "With the owner's address it reads and changes people, companies and messages that the owner sees.",
  keywords: ["cloze_api", "clozeapi", "api.cloze.com", "cloze_key"],
  pattern: named("cloze", SET_KEY, "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.72,
  examples: [
    ...shown("CLOZE_API_KEY", make),
    `https://api.cloze.com/v1/user/profile?user=a@acme.io&api_key=${make(13)}`,
    `CLOZE_KEY=${make(15)}\n`,
  ],
  counterExamples: [
    ...nearMisses("CLOZE_API_KEY", make),
    `CLOZE_TEST=${make(31)}`, // a kind of exercise
  ],
  references: ["https://api.cloze.com/api-docs/"],
  revoke: "https://www.cloze.com/app/settings > Integrations > API key > Remove",
};
