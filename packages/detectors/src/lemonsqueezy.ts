import { type Detector, fake } from "@stanch/model";
import { TOKEN_JWT, nearMisses } from "./_near.ts";
import { KEY, named, shown } from "./_token.ts";

const make = (seed: number): string => fake("eyJ0eXAiOiJKV1QiLCJhbGciOiJSUzI1NiJ9.eyJ[A-Za-z0-9_-]{260}.[A-Za-z0-9_-]{682}A", seed);
export const lemonsqueezyApiKey: Detector = {
  id: "lemonsqueezy-api-key",
  title: "Lemon Squeezy API key",
  provider: "lemonsqueezy",
  category: "payment",
  severity: "critical",
  opens: "Everything in the stores of its owner: orders with buyers' data, refunds, prices and licence keys.",
  keywords: ["lemonsqueezy", "lemon_squeezy"],
  pattern: named("lemon_?squeezy", KEY, TOKEN_JWT),
  window: { before: 96, after: 1536 },
  entropy: 4.5,
  confidence: 0.85,
  examples: [...shown("LEMONSQUEEZY_API_KEY", make), `LEMON_SQUEEZY_API_KEY=${make(13)}`],
  counterExamples: [...nearMisses("LEMONSQUEEZY_API_KEY", make)],
  references: ["https://docs.lemonsqueezy.com/api/getting-started/requests"],
  revoke: "https://app.lemonsqueezy.com/settings/api > Revoke",
};
