import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const cerebras = (seed: number): string => fake("csk-[a-z0-9]{48}", seed);
export const cerebrasApiKey: Detector = {
  id: "cerebras-api-key",
  title: "Cerebras API key",
  provider: "cerebras",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  prefixes: ["csk-"],
  pattern: alone("csk-[a-z0-9]{48}"),
  entropy: 3.8,
  confidence: 0.9,
  examples: [...shown("CEREBRAS_API_KEY", cerebras), ...sent(cerebras)],
  counterExamples: [
    ...unlike("CEREBRAS_API_KEY", "csk-", cerebras),
    `csk-flow-${fake("[a-z]{10}-[a-z]{10}", 20)}`,
    `CEREBRAS_API_KEY=${fake("csk-[a-z0-9]{30}", 21)}`,
  ],
  references: ["https://inference-docs.cerebras.ai/"],
  revoke: "https://cloud.cerebras.ai > API keys > Delete",
};
