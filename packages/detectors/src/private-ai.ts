import { type Detector, fake } from "@stanch/model";
import { DIGIT, unnamed } from "./_unnamed.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[a-z0-9]{30}x7", seed);
export const privateAiApiKey: Detector = {
  id: "private-ai-api-key",
  title: "Private AI API key",
  provider: "private-ai",
  category: "ai",
  severity: "medium",
  opens: "Redacts texts at the owner's cost; it reads nothing that was sent before.",
  keywords: ["privateai", "private_ai", "private-ai"],
  pattern: named("private[_-]?ai", KEY, `${DIGIT}[a-z0-9]{32}`),
  entropy: 3.2,
  confidence: 0.65,
  examples: [
    ...shown("PRIVATEAI_API_KEY", make),
    `privateai:\n  api_key: ${make(31)}\n`,
    `PRIVATE_AI_TOKEN=${make(13)}\n`,
    `private-ai-key: ${make(14)}\n`,
  ],
  counterExamples: [...unnamed("PRIVATEAI_API_KEY", make), `PRIVATEAI_IMAGE=${make(20)}\n`],
  references: ["https://docs.private-ai.com/"],
  revoke: "https://portal.private-ai.com > API keys > Delete",
};
