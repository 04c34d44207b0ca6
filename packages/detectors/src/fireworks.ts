import { type Detector, fake } from "@stanch/model";
import { shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("fw_[A-Za-z0-9]{22}", seed);
export const fireworksApiKey: Detector = {
  id: "fireworks-api-key",
  title: "Fireworks AI API key",
  provider: "fireworks",
  category: "ai",
  severity: "high",
  opens: "Asks models and starts deployments at the account's cost, and reads its fine-tuned models and data sets.",
  // `fw_` opens names of firmware and frameworks: the provider's word must stand in the name or near.
  keywords: ["fireworks"],
  pattern: /(?<![A-Za-z0-9_-])(?:fw|fpk)_(?=[A-Za-z_]{0,24}[0-9])(?=[a-z0-9_]{0,24}[A-Z])[A-Za-z0-9]{22,24}(?![A-Za-z0-9_-])/,
  entropy: 3.3,
  confidence: 0.9,
  examples: [
    ...shown("FIREWORKS_API_KEY", make),
    `client = OpenAI(base_url="https://api.fireworks.ai/inference/v1", api_key="${make(13)}")`,
    `FIREWORKS_API_KEY=${fake("fpk_[A-Za-z0-9]{22}", 14)}\n`,
  ],
  counterExamples: [
    ...unlike("FIREWORKS_API_KEY", "fw_", make),
    `fireworks = fw_${fake("[a-z]{22}", 20)}`,
    `API_KEY=${make(21)}`, // nobody's name
  ],
  references: ["https://docs.fireworks.ai/getting-started/quickstart"],
  revoke: "https://app.fireworks.ai/settings/users/api-keys > Delete",
};
