import { type Detector, fake } from "@stanch/model";
import { MIXED, named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk-[A-Za-z0-9]{45}Zq7", seed);

export const stabilityApiKey: Detector = {
  id: "stability-api-key",
  title: "Stability AI API key",
  provider: "stability",
  category: "ai",
  severity: "medium",
  opens: "Makes pictures at the owner's cost.",
  keywords: ["stability_", "stabilityai", "stability.ai", "stability-ai", "stabilityapi", "dreamstudio"],
  // OpenAI's first keys have this very shape: the name tells them apart.
  pattern: named("stability|dream[_-]?studio", "(?:ai[_.-]?)?(?:api[_.-]?)?(?:host[_.-]?)?key", `sk-${MIXED}[A-Za-z0-9]{48}`),
  entropy: 4,
  confidence: 0.9,
  examples: [
    ...shown("STABILITY_API_KEY", make),
    `stabilityai:\n  api_key: ${make(13)}\n`,
    `DREAMSTUDIO_KEY=${make(14)}\n`,
    `# stability.ai\nstability-ai_key: ${make(15)}\n`,
  ],
  counterExamples: [
    ...unlike("STABILITY_API_KEY", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `stability checksum ${make(21)}`,
    `OPENAI_API_KEY=${make(22)}`, // OpenAI's
  ],
  references: ["https://platform.stability.ai/docs/getting-started/authentication"],
  revoke: "https://platform.stability.ai/account/keys > Delete",
};
