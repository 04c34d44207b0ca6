import { type Detector, fake } from "@stanch/model";
import { SET_KEY, nearMisses } from "./_names.ts";
import { named, shown } from "./_token.ts";

const make = (seed: number): string => fake("sk_live_[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-8[0-9a-f]{3}-[0-9a-f]{12}-[A-Za-z0-9]{56}", seed);
export const apideckApiKey: Detector = {
  id: "apideck-api-key",
  title: "Apideck API key",
  provider: "apideck",
  category: "saas",
  severity: "critical",
  opens: "With the app ID it reads and changes the accounting, HR and CRM systems that the app's customers have connected.",
  keywords: ["apideck"],
  pattern: named("apideck", SET_KEY, "sk_live_[A-Za-z0-9-]{60,120}"),
  window: { before: 160, after: 320 },
  entropy: 3.8,
  confidence: 0.94,
  examples: [...shown("APIDECK_API_KEY", make), `apideck:\n  apiKey: ${make(13)}\n`],
  counterExamples: [
    ...nearMisses("APIDECK_API_KEY", make, 45),
    `APIDECK_API_KEY=${fake("sk_live_[A-Za-z0-9]{24}", 31)}`, // too short
    `STRIPE_API_KEY=${make(33)}`, // no provider's word
  ],
  references: ["https://developers.apideck.com/get-started"],
  revoke: "https://platform.apideck.com > Configuration > API keys > Rotate",
};
