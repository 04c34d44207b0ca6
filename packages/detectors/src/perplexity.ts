import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const perplexity = (seed: number): string => fake("pplx-[A-Za-z0-9]{48}", seed);
export const perplexityApiKey: Detector = {
  id: "perplexity-api-key",
  title: "Perplexity API key",
  provider: "perplexity",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  prefixes: ["pplx-"],
  pattern: alone("pplx-[A-Za-z0-9]{48}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("PERPLEXITY_API_KEY", perplexity), ...sent(perplexity)],
  counterExamples: [
    ...unlike("PERPLEXITY_API_KEY", "pplx-", perplexity),
    `model: pplx-7b-online-${fake("[a-z]{10}", 20)}`,
    `PERPLEXITY_API_KEY=${fake("pplx-[A-Za-z0-9]{30}", 21)}`,
  ],
  references: ["https://docs.perplexity.ai/"],
  revoke: "https://www.perplexity.ai/settings/api > Delete",
};
