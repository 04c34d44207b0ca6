import { type Detector, fake } from "@stanch/model";
import { sent, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const apiKey = (seed: number): string => `sk_live_${toBase64(`key_${fake("01[A-Z0-9]{24},[A-Za-z0-9]{23}", seed)}`)}`;

export const workosApiKey: Detector = {
  id: "workos-api-key",
  title: "WorkOS API key (production)",
  provider: "workos",
  category: "identity",
  severity: "critical",
  opens: "Reads and changes the users, organisations and single sign-on connections of the application, so it can let anybody in.",
  prefixes: ["sk_live_a2V5XzAx"],
  // `key_01` in base64, as their ids begin, follows the prefix that Stripe and others use too.
  pattern: /(?<![A-Za-z0-9_-])sk_live_a2V5XzAx[A-Za-z0-9]{48,90}={0,2}(?![A-Za-z0-9+/=_-])/,
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("WORKOS_API_KEY", apiKey), ...sent(apiKey)],
  counterExamples: [
    ...unlike("WORKOS_API_KEY", "sk_live_a2V5XzAx", apiKey, 25),
    `STRIPE_KEY=${fake("sk_live_[A-Za-z0-9]{24}", 20)}`, // Stripe's
    `WORKOS_CLIENT_ID=${fake("client_01[A-Z0-9]{24}", 21)}`,
  ],
  references: ["https://workos.com/docs/reference/api-keys"],
  revoke: "https://dashboard.workos.com/api-keys > Revoke",
};

const stagingApiKey = (seed: number): string => `sk_test_${toBase64(`key_${fake("01[A-Z0-9]{24},[A-Za-z0-9]{23}", seed)}`)}`;

export const workosStagingApiKey: Detector = {
  id: "workos-staging-api-key",
  title: "WorkOS API key (staging)",
  provider: "workos",
  category: "identity",
  severity: "low",
  opens: "The staging environment only: test users and test connections, but its settings can be read and changed.",
  prefixes: ["sk_test_a2V5XzAx"],
  pattern: /(?<![A-Za-z0-9_-])sk_test_a2V5XzAx[A-Za-z0-9]{48,90}={0,2}(?![A-Za-z0-9+/=_-])/,
  entropy: 4,
  confidence: 0.97,
  examples: [...shown("WORKOS_API_KEY", stagingApiKey)],
  counterExamples: [
    ...unlike("WORKOS_API_KEY", "sk_test_a2V5XzAx", stagingApiKey, 25),
    `STRIPE_KEY=${fake("sk_test_[A-Za-z0-9]{24}", 20)}`, // Stripe's
    `WORKOS_API_KEY=sk_test_a2V5XzAx${fake("[a-z]{20}", 21)}`,
  ],
  references: ["https://workos.com/docs/reference/api-keys"],
  revoke: "https://dashboard.workos.com/api-keys > Revoke",
};
