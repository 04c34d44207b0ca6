import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown } from "./_token.ts";

const cohere = (seed: number): string => fake("[A-Za-z0-9]{37}[A-Z][a-z]7", seed);
export const cohereApiKey: Detector = {
  id: "cohere-api-key",
  title: "Cohere API key",
  provider: "cohere",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost and reads the account's data sets.",
  keywords: ["cohere", "co_api_key"],
  pattern: named("cohere|co(?=_api_key)", KEY, `${MIXED}[A-Za-z0-9]{40}`),
  entropy: 4,
  confidence: 0.6,
  examples: [...shown("COHERE_API_KEY", cohere), `co = cohere.Client(api_key="${cohere(13)}")`, `CO_API_KEY=${cohere(14)}\n`],
  counterExamples: [
    `COHERE_API_KEY=\${COHERE_API_KEY}`,
    `COHERE_API_KEY=${cohere(20).slice(1)}`,
    `cohere commit: ${fake("[0-9a-f]{40}", 21)}`,
    `coherent_api_key_total: ${fake("[0-9a-f]{40}", 22)}`,
    `# cohere\nMISTRAL_API_KEY=${cohere(23)}`,
  ],
  references: ["https://docs.cohere.com/reference/checkapikey"],
  revoke: "https://dashboard.cohere.com/api-keys > Delete",
};
