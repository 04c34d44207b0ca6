import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const groq = (seed: number): string => fake("gsk_[A-Za-z0-9]{52}", seed);
export const groqApiKey: Detector = {
  id: "groq-api-key",
  title: "Groq API key",
  provider: "groq",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  prefixes: ["gsk_"],
  pattern: alone("gsk_[A-Za-z0-9]{52}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("GROQ_API_KEY", groq), ...sent(groq)],
  counterExamples: [
    ...unlike("GROQ_API_KEY", "gsk_", groq),
    `GROQ_API_KEY=${fake("gsk_[A-Za-z0-9]{40}", 20)}`,
    `gsk_renderer_${fake("[a-z]{20}", 21)}()`,
  ],
  references: ["https://console.groq.com/docs/api-reference"],
  revoke: "https://console.groq.com/keys > Delete",
};
