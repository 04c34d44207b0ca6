import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const xai = (seed: number): string => fake("xai-[A-Za-z0-9]{80}", seed);
export const xaiApiKey: Detector = {
  id: "xai-api-key",
  title: "xAI API key",
  provider: "xai",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  prefixes: ["xai-"],
  pattern: alone("xai-[A-Za-z0-9_]{80}"),
  entropy: 4.2,
  confidence: 0.95,
  examples: [...shown("XAI_API_KEY", xai), ...sent(xai)],
  counterExamples: [
    ...unlike("XAI_API_KEY", "xai-", xai),
    `XAI_API_KEY=${fake("xai-[A-Za-z0-9]{60}", 20)}`,
    `xai-toolkit ${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://docs.x.ai/docs/api-reference"],
  revoke: "https://console.x.ai > API keys > Delete",
};
