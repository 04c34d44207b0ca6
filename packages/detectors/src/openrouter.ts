import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const openrouter = (seed: number): string => fake("sk-or-v1-[0-9a-f]{64}", seed);
export const openrouterApiKey: Detector = {
  id: "openrouter-api-key",
  title: "OpenRouter API key",
  provider: "openrouter",
  category: "ai",
  severity: "high",
  opens: "Uses models of many issuers from the owner's credit.",
  prefixes: ["sk-or-v1-"],
  pattern: alone("sk-or-v1-[0-9a-f]{64}"),
  confidence: 0.97,
  examples: [...shown("OPENROUTER_API_KEY", openrouter), ...sent(openrouter)],
  counterExamples: [
    ...unlike("OPENROUTER_API_KEY", "sk-or-v1-", openrouter),
    `OPENROUTER_API_KEY=${fake("sk-or-v1-[g-z]{64}", 20)}`,
    `OPENROUTER_API_KEY=${fake("sk-or-v1-[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://openrouter.ai/docs/api-reference/authentication"],
  revoke: "https://openrouter.ai/settings/keys > Delete",
};
