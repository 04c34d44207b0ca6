import { type Detector, fake } from "@stanch/model";
import { alone, shown, unlike } from "./_token.ts";

const make = (seed: number): string => fake("sk_pr_default_[0-9a-f]{40}", seed);
export const photoroomApiKey: Detector = {
  id: "photoroom-api-key",
  title: "Photoroom API key",
  provider: "photoroom",
  category: "ai",
  severity: "medium",
  opens: "Edits images at the owner's cost; it reads nothing but the account's quota.",
  prefixes: ["sk_pr_"],
  pattern: alone("sk_pr_(?:[A-Za-z0-9-]{1,64}_)?[0-9a-f]{40}"),
  window: { before: 8, after: 160 },
  entropy: 3,
  confidence: 0.95,
  examples: [
    ...shown("PHOTOROOM_API_KEY", make),
    `curl -H "x-api-key: ${fake("sk_pr_[0-9a-f]{40}", 13)}" https://image-api.photoroom.com/v2/edit`,
  ],
  counterExamples: [...unlike("PHOTOROOM_API_KEY", "sk_pr_", make), `PHOTOROOM_API_KEY=${fake("sk_pr_default_[g-z]{40}", 20)}`],
  references: ["https://docs.photoroom.com/getting-started/authentication"],
  revoke: "https://app.photoroom.com/api-dashboard > API keys > Delete",
};
