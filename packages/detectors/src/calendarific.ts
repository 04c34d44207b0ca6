import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { MIXED, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{29}", seed);
export const calendarificApiKey: Detector = {
  id: "calendarific-api-key",
  title: "Calendarific API key",
  provider: "calendarific",
  category: "data",
  severity: "low",
  opens: "Asks for holidays on the account's quota; it opens nothing of the owner's.",
  keywords: ["calendarific"],
  pattern: named("calendarific", SET_KEY, `(?:[0-9a-f]{40}|${MIXED}[A-Za-z0-9]{32})`),
  entropy: 3.3,
  confidence: 0.72,
  examples: [
    ...shown("CALENDARIFIC_API_KEY", make),
    `https://calendarific.com/api/v2/holidays?&api_key=${make(13)}&country=US`,
    `CALENDARIFIC_KEY=${fake("[0-9a-f]{40}", 15)}\n`,
  ],
  counterExamples: [...nearMisses("CALENDARIFIC_API_KEY", make), `CALENDARIFIC_COUNTRY=${make(31)}`],
  references: ["https://calendarific.com/api-documentation"],
  revoke: "https://calendarific.com/account > API key > Regenerate",
};
