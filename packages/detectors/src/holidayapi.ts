import { type Detector, fake } from "@stanch/model";
import { nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const SHAPE = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const make = (seed: number): string => fake(SHAPE, seed);
export const holidayapiApiKey: Detector = {
  id: "holidayapi-api-key",
  title: "Holiday API API key",
  provider: "holidayapi",
  category: "data",
  severity: "low",
  opens: "Asks for public holidays within the account's plan; it reads nothing that is the owner's.",
  keywords: ["holidayapi", "holiday_api"],
  pattern: named("holiday_?api", KEY, SHAPE),
  entropy: 2.9,
  confidence: 0.65,
  examples: [
    ...shown("HOLIDAYAPI_KEY", make),
    `https://holidayapi.com/v1/holidays?country=FR&key=${make(13)}`,
    `HOLIDAY_API_KEY=${make(14)}`,
  ],
  counterExamples: [...nearMisses("HOLIDAYAPI_KEY", make)],
  references: ["https://holidayapi.com/docs"],
  revoke: "https://holidayapi.com/dashboard > Regenerate key",
};
