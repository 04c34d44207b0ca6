import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const nutritionixAppKey: Detector = {
  id: "nutritionix-app-key",
  title: "Nutritionix application key",
  provider: "nutritionix",
  category: "data",
  severity: "low",
  opens: "With the application ID it spends the owner's quota of food data.",
  keywords: ["nutritionix"],
  pattern: named("nutritionix", "(?:app|application|api)?[_.-]?(?:key|token)", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{8}(?![A-Za-z0-9-])/, withinBytes: 192 }],
  examples: [
    ...shown("NUTRITIONIX_APP_KEY", make),
    `nutritionix:\n  app_key: ${make(31)}\n`,
    `NUTRITIONIX_APP_ID=${fake("[0-9a-f]{8}", 13)}\nNUTRITIONIX_API_KEY=${make(14)}\n`,
  ],
  counterExamples: [...unnamed("NUTRITIONIX_APP_KEY", make), `NUTRITIONIX_USER=${make(20)}\n`],
  references: ["https://developer.nutritionix.com/"],
  revoke: "https://developer.nutritionix.com > Applications > Delete",
};
