import { type Detector, fake } from "@stanch/model";
import { UPPER_MIXED } from "./_alphabets.ts";
import { named, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("[A-Z2-7]{30}K7", seed);

export const witAiServerToken: Detector = {
  id: "wit-ai-server-token",
  title: "Wit.ai server access token",
  provider: "wit-ai",
  category: "ai",
  severity: "medium",
  opens: "Reads and changes the app's training data and sends it what users say.",
  keywords: ["wit_ai", "wit.ai", "witai", "wit_token", "wit_access", "wit-ai"],
  // The word alone is a part of `with`.
  pattern: named(
    "wit(?:[_.-]?ai)?",
    "(?:server|client|access|api|auth)?[_.-]?(?:access)?[_.-]?(?:token|key)",
    `${UPPER_MIXED}[A-Z2-7]{32}`,
  ),
  entropy: 3.4,
  confidence: 0.65,
  examples: [
    ...shown("WIT_AI_TOKEN", make),
    `wit-ai_ai_token: ${make(34)}\n`,
    `WIT_TOKEN=${make(13)}\n`,
    `WIT_ACCESS_TOKEN=${make(14)}\n`,
    `# wit.ai\nclient = Wit(access_token="${make(15)}")`,
  ],
  counterExamples: [
    ...unlike("WIT_AI_TOKEN", "", make),
    `BACKUP_KEY=${make(20)}\n`, // nothing names the provider
    `wit checksum ${make(21)}`,
  ],
  references: ["https://wit.ai/docs/http/"],
  revoke: "https://wit.ai > the app > Management > Settings > Regenerate token",
};
