import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("tgp_v1_[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);

export const togetherApiKey: Detector = {
  id: "together-api-key",
  title: "Together AI API key",
  provider: "together",
  category: "ai",
  severity: "high",
  opens: "Uses models at the owner's cost.",
  prefixes: ["tgp_v1_"],
  pattern: alone("tgp_v1_[A-Za-z0-9_-]{43}"),
  entropy: 4.0,
  confidence: 0.97,
  examples: [...shown("TOGETHER_API_KEY", make), ...sent(make)],
  counterExamples: [
    ...unlike("TOGETHER_API_KEY", "tgp_v1_", make),
    `TOGETHER_API_KEY=${fake("tgp_v1_[A-Za-z0-9]{20}", 20)}`,
    `TOGETHER_API_KEY=${fake("tgp_v2_[A-Za-z0-9]{43}", 21)}`,
  ],
  references: ["https://docs.together.ai/reference"],
  revoke: "https://api.together.ai/settings/api-keys > Regenerate",
};
