import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("jina_[0-9a-f]{32}[A-Za-z0-9_-]{27}[A-Za-z0-9]", seed);

export const jinaApiKey: Detector = {
  id: "jina-api-key",
  title: "Jina AI API key",
  provider: "jina",
  category: "ai",
  severity: "medium",
  opens: "Uses models and the web reader at the owner's cost.",
  prefixes: ["jina_"],
  pattern: alone("jina_[A-Za-z0-9_-]{60}"),
  entropy: 3.9,
  confidence: 0.95,
  examples: [...shown("JINA_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("JINA_API_KEY", "jina_", make),
    `JINA_API_KEY=${fake("jina_[A-Za-z0-9]{30}", 20)}`,
    `JINA_API_KEY=${fake("jina_[a-z]{10}_[a-z]{20}", 21)}`,
  ],
  references: ["https://jina.ai/embeddings/"],
  revoke: "https://jina.ai/api-dashboard > Delete",
};
