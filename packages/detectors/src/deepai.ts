import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { UUID, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}", seed);
export const deepaiApiKey: Detector = {
  id: "deepai-api-key",
  title: "DeepAI API key",
  provider: "deepai",
  category: "ai",
  severity: "medium",
  opens: "Calls the models at the account's cost.",
  keywords: ["deepai", "deep_ai"],
  pattern: named("deep_?ai", SET_KEY, UUID),
  entropy: 3,
  confidence: 0.8,
  examples: [
    ...shown("DEEPAI_API_KEY", make),
    `deepai.setApiKey('x');\nconst r = fetch('https://api.deepai.org/api/text2img', { headers: { 'api-key': '${make(13)}' } });`,
    `DEEP_AI_KEY=${make(15)}\n`,
  ],
  counterExamples: [...nearMisses("DEEPAI_API_KEY", make), `https://api.deepai.org/job-view-file/${make(31)}/outputs/output.jpg`],
  references: ["https://deepai.org/docs"],
  revoke: "https://deepai.org/dashboard/profile > API key > Regenerate",
};
