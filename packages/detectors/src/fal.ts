import { type Detector, fake } from "@stanch/model";
import { UUID, shown } from "./_token.ts";

const make = (seed: number): string => fake(`${UUID}:[0-9a-f]{32}`, seed);
export const falApiKey: Detector = {
  id: "fal-api-key",
  title: "fal.ai API key",
  provider: "fal",
  category: "ai",
  severity: "high",
  opens: "Runs image and video models at the account's cost; an admin key also deploys apps and makes further keys.",
  // The word alone stands in «false» and «fallback».
  keywords: ["fal_key", "fal-key", "falkey", "fal_api", "fal_ai", "fal-ai", "fal.ai", "fal.run", "fal.config"],
  pattern: /(?<![A-Za-z0-9:_-])[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}:[0-9a-f]{32}(?![A-Za-z0-9:_-])/,
  entropy: 3.2,
  confidence: 0.92,
  examples: [
    ...shown("FAL_KEY", make),
    `fal.config({ credentials: "${make(13)}" });`,
    `curl -H "Authorization: Key ${make(14)}" https://fal.run/fal-ai/flux/dev`,
    `// fal-ai\nconst key = "${make(15)}";`,
  ],
  counterExamples: [
    `FAL_KEY=\${FAL_KEY}`,
    `FAL_KEY=${make(20).slice(1)}`,
    `FAL_KEY_ID=${fake(UUID, 21)}`, // the id alone
    `docker pull fal.ai/app:${fake("[0-9a-f]{40}", 22)}`,
    `ID=${make(23)}`, // nobody's name
  ],
  references: ["https://docs.fal.ai/authentication/key-based"],
  revoke: "https://fal.ai/dashboard/keys > Delete",
};
