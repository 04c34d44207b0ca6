import { type Detector, fake } from "@stanch/model";
import { KEY, MIXED, named, shown } from "./_token.ts";

const mistral = (seed: number): string => fake("[A-Za-z0-9]{29}[A-Z][a-z]7", seed);
export const mistralApiKey: Detector = {
  id: "mistral-api-key",
  title: "Mistral AI API key",
  provider: "mistral",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  keywords: ["mistral"],
  pattern: named("mistral", KEY, `${MIXED}[A-Za-z0-9]{32}`),
  entropy: 3.9,
  confidence: 0.6,
  examples: [...shown("MISTRAL_API_KEY", mistral), `client = Mistral(api_key="${mistral(13)}")`],
  counterExamples: [
    `MISTRAL_API_KEY=\${MISTRAL_API_KEY}`,
    `MISTRAL_API_KEY=${mistral(20).slice(1)}`,
    `MISTRAL_API_KEY=${"X".repeat(32)}`,
    `mistral-7b md5 ${fake("[0-9a-f]{32}", 21)}`,
    `# mistral\nCOHERE_API_KEY=${mistral(22)}`,
  ],
  references: ["https://docs.mistral.ai/api/"],
  revoke: "https://console.mistral.ai/api-keys > Delete",
};
