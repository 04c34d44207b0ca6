import { type Detector, fake } from "@stanch/model";
import { TOKEN_JWT, nearMisses } from "./_near.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("eyJ[A-Za-z0-9]{33}.eyJ[A-Za-z0-9]{220}.[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
const NAME = "(?:(?:delivery|preview|management|secure|access|secured|subscription|api|mapi|dapi)[_.-]?){0,3}(?:key|token)";
export const kontentApiKey: Detector = {
  id: "kontent-api-key",
  title: "Kontent.ai API key",
  provider: "kontent",
  category: "saas",
  severity: "high",
  opens: "Reads unpublished content and, as a management key, changes all content of the environment.",
  // The environment id, a UUID, is public.
  keywords: ["kontent"],
  pattern: named("kontent(?:_?ai)?", NAME, TOKEN_JWT),
  window: { before: 96, after: 768 },
  entropy: 4,
  confidence: 0.8,
  examples: [...shown("KONTENT_MANAGEMENT_API_KEY", make)],
  counterExamples: [
    ...nearMisses("KONTENT_MANAGEMENT_API_KEY", make),
    `KONTENT_PROJECT_ID=${fake("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", 20)}`,
  ],
  references: ["https://kontent.ai/learn/docs/apis/openapi/management-api-v2/"],
  revoke: "https://app.kontent.ai > Project settings > API keys > the key > Revoke",
};
