import { type Detector, fake } from "@stanch/model";
import { LOWER_MIXED } from "./_alphabets.ts";
import { nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const SHAPE = "[0-9a-z]{32}";
const make = (seed: number): string => fake(SHAPE, seed);
export const edamamAppKey: Detector = {
  id: "edamam-app-key",
  title: "Edamam application key",
  provider: "edamam",
  category: "data",
  severity: "low",
  opens: "With the application id it asks for recipes and nutrients within the account's plan; it reads nothing that is the owner's.",
  keywords: ["edamam"],
  pattern: named("edamam", "(?:(?:api|app|application)[_.-]?)?keys?|(?:api|app)[_.-]?secret", LOWER_MIXED + SHAPE),
  entropy: 3,
  confidence: 0.65,
  companions: [{ name: "appId", pattern: /(?<![A-Za-z0-9])[0-9a-f]{8}(?![A-Za-z0-9])/, withinBytes: 192 }],
  examples: [...shown("EDAMAM_APP_KEY", make), `https://api.edamam.com/search?q=$Q&app_id=${fake("[0-9a-f]{8}", 13)}&app_key=${make(14)}`],
  counterExamples: [...nearMisses("EDAMAM_APP_KEY", make)],
  references: ["https://developer.edamam.com/edamam-docs-recipe-api"],
  revoke: "https://developer.edamam.com/admin/applications > the application > Reset",
};
