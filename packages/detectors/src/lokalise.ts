import { type Detector, fake } from "@stanch/model";
import { unnamed } from "./_unnamed.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{40}", seed);
export const lokaliseApiToken: Detector = {
  id: "lokalise-api-token",
  title: "Lokalise API token",
  provider: "lokalise",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads, changes and deletes the translations of all projects that the owner sees.",
  keywords: ["lokalise"],
  pattern: named("lokalise", "(?:api|access|secret|private|admin)?[_.-]?(?:token|key)", "[0-9a-f]{40}"),
  entropy: 3.2,
  confidence: 0.65,
  examples: [...shown("LOKALISE_API_TOKEN", make), `lokalise:\n  api_token: ${make(31)}\n`],
  counterExamples: [
    ...unnamed("LOKALISE_API_TOKEN", make),
    `LOKALISE_PROJECT_ID=${fake("[0-9a-f]{22}.[0-9]{8}", 20)}`,
    `lokalise@9.0.0 commit ${make(21)}`,
  ],
  references: ["https://docs.lokalise.com/en/articles/1929556-api-tokens"],
  revoke: "https://app.lokalise.com/profile#apitokens > Delete",
};
