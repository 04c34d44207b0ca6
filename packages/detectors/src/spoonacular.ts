import { type Detector, fake } from "@stanch/model";
import { KEY, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{32}", seed);

export const spoonacularApiKey: Detector = {
  id: "spoonacular-api-key",
  title: "spoonacular API key",
  provider: "spoonacular",
  category: "data",
  severity: "low",
  opens: "Asks for public data at the owner's quota; it reads nothing of the account's own.",
  keywords: ["spoonacular"],
  pattern: named("spoonacular", KEY, "[0-9a-f]{32}"),
  entropy: 3.0,
  confidence: 0.65,
  examples: [...shown("SPOONACULAR_API_KEY", make), `url = "https://api.spoonacular.com/recipes/random?apiKey=${make(13)}"`],
  counterExamples: [
    ...unlike("SPOONACULAR_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `spoonacular checksum ${make(21)}`,
  ],
  references: ["https://spoonacular.com/food-api/docs"],
  revoke: "https://spoonacular.com/food-api/console#Profile > Generate new API key",
};
