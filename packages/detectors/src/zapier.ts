import { type Detector, fake } from "@stanch/model";
import { shown } from "./_token.ts";

const make = (seed: number): string => fake("https://hooks.zapier.com/hooks/catch/[1-9][0-9]{6}/[a-z0-9]{5}k7", seed);

export const zapierWebhookUrl: Detector = {
  id: "zapier-webhook-url",
  title: "Zapier catch hook URL",
  provider: "zapier",
  category: "productivity",
  severity: "medium",
  opens: "Starts the zap with any input; what the zap does with it decides the harm.",
  prefixes: ["hooks.zapier.com/hooks/catch/"],
  pattern: /https:\/\/hooks\.zapier\.com\/hooks\/catch\/[0-9]{4,10}\/[A-Za-z0-9]{5,24}(?![A-Za-z0-9])/,
  window: { before: 16, after: 64 },
  entropy: 3.5,
  confidence: 0.85,
  examples: [...shown("ZAPIER_WEBHOOK_URL", make)],
  counterExamples: [
    `ZAPIER_WEBHOOK_URL=\${ZAPIER_WEBHOOK_URL}`,
    `https://hooks.zapier.com/hooks/catch/123456/xxxx`,
    `https://hooks.zapier.com/hooks/catch/<account>/<hook>`,
    `https://hooks.zapier.com/hooks/standard/${fake("[0-9]{7}", 20)}/`,
  ],
  references: ["https://help.zapier.com/hc/en-us/articles/8496288690317-Trigger-Zaps-from-webhooks"],
  revoke: "https://zapier.com/app/zaps > the zap > replace its webhook step",
};
