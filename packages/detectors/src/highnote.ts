import { type Detector, fake } from "@stanch/model";
import { alone, shown } from "./_token.ts";
import { toBase64 } from "./_words.ts";

// After the prefix stands base64 of `key_…`, so no other provider's key can look the same.
const body = (seed: number): string => toBase64(`key_${fake("[0-9a-f]{48}", seed)}`);
const live = (seed: number): string => `sk_live_${body(seed)}`;
const test = (seed: number): string => `sk_test_${body(seed)}`;
const VALUE = "a2V5X[A-Za-z0-9+/]{40,120}={0,2}";
const REFERENCES = ["https://docs.highnote.com/docs/developers/api/using-the-highnote-api"];
export const highnoteLiveKey: Detector = {
  id: "highnote-live-key",
  title: "Highnote live API key",
  provider: "highnote",
  category: "payment",
  severity: "critical",
  opens: "Issues and manages payment cards and accounts, reads card holders' data and moves money.",
  prefixes: ["sk_live_a2V5X", "rk_live_a2V5X"],
  pattern: alone(`[sr]k_live_${VALUE}`),
  entropy: 3.5,
  confidence: 0.95,
  examples: [
    ...shown("HIGHNOTE_API_KEY", live),
    `HIGHNOTE_KEY=rk_live_${body(13)}\n`,
    `curl -u ${live(14)}: https://api.us.highnote.com/graphql`,
  ],
  counterExamples: [
    `HIGHNOTE_API_KEY=\${HIGHNOTE_API_KEY}`,
    `HIGHNOTE_API_KEY=${test(20)}`, // no money
    `HIGHNOTE_API_KEY=${live(21).slice(0, 40)}`,
    `STRIPE_SECRET_KEY=${fake("sk_live_[A-Za-z0-9]{24}", 22)}`, // Stripe's
  ],
  references: REFERENCES,
  yieldsTo: ["workos-api-key"], // whose ids open with key_01
  revoke: "https://dashboard.highnote.com > Developers > API keys > Revoke",
};

export const highnoteTestKey: Detector = {
  id: "highnote-test-key",
  title: "Highnote test API key",
  provider: "highnote",
  category: "payment",
  severity: "low",
  opens: "The test environment alone: simulated cards and no money.",
  prefixes: ["sk_test_a2V5X", "rk_test_a2V5X"],
  pattern: alone(`[sr]k_test_${VALUE}`),
  entropy: 3.5,
  confidence: 0.95,
  examples: [...shown("HIGHNOTE_API_KEY", test), `HIGHNOTE_KEY=rk_test_${body(13)}\n`],
  counterExamples: [
    `HIGHNOTE_API_KEY=\${HIGHNOTE_API_KEY}`,
    `HIGHNOTE_API_KEY=${live(20)}`,
    `HIGHNOTE_API_KEY=${test(21).slice(0, 40)}`,
    `STRIPE_SECRET_KEY=${fake("sk_test_[A-Za-z0-9]{24}", 22)}`,
  ],
  references: REFERENCES,
  yieldsTo: ["workos-staging-api-key"],
  revoke: "https://dashboard.highnote.com > Developers > API keys > Revoke",
};
