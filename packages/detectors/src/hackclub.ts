import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk-hc-v1-[0-9a-f]{64}", seed);
export const hackclubAiApiKey: Detector = {
  id: "hackclub-ai-api-key",
  title: "Hack Club AI API key",
  provider: "hackclub",
  category: "ai",
  severity: "low",
  opens: "Asks language models at the expense of a charity's free service for teenagers; it reads nothing of the owner's.",
  // The length is not documented: the prefix tells it.
  prefixes: ["sk-hc-v1-"],
  pattern: alone("sk-hc-v1-[A-Za-z0-9]{32,80}"),
  entropy: 3,
  confidence: 0.95,
  examples: [...shown("HACKCLUB_AI_KEY", make), ...sent(make)],
  counterExamples: [...unlike("HACKCLUB_AI_KEY", "sk-hc-v1-", make, 33), `OPENROUTER_API_KEY=${fake("sk-or-v1-[0-9a-f]{64}", 20)}`],
  references: ["https://docs.ai.hackclub.com/"],
  revoke: "https://ai.hackclub.com/dashboard > Keys > Revoke",
};
