import { type Detector, fake } from "@stanch/model";
import { SET_KEY, WIDE_MIXED, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z][A-Z][0-9][A-Za-z0-9]{37}", seed);
export const calorieninjasApiKey: Detector = {
  id: "calorieninjas-api-key",
  title: "CalorieNinjas API key",
  provider: "calorieninjas",
  category: "data",
  severity: "low",
  opens: "Asks for nutrition facts on the account's quota; it opens nothing of the owner's.",
  keywords: ["calorieninja", "calorie_ninja"],
  pattern: named("calorie_?ninjas?", SET_KEY, `${WIDE_MIXED}[A-Za-z0-9+/]{38,40}={0,2}`),
  entropy: 3.8,
  confidence: 0.72,
  examples: [
    ...shown("CALORIENINJAS_API_KEY", make),
    `curl "https://api.calorieninjas.com/v1/nutrition?query=egg" -H "X-Api-Key: ${make(13)}"`,
    `CALORIE_NINJAS_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("CALORIENINJAS_API_KEY", make, 6), `CALORIENINJAS_QUERY=${make(31)}`],
  references: ["https://calorieninjas.com/api"],
  revoke: "https://calorieninjas.com/profile > API key > Regenerate",
};
