import { type Detector, fake } from "@stanch/model";
import { alone, named, sent, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";
import { describe, facts, jsonInBase64 } from "./_facts.ts";

const sntrys = (seed: number): string =>
  `sntrys_${toBase64(`{"iat":1700000000.1,"url":"https://sentry.io","region_url":"https://us.sentry.io","org":"${fake("[a-z]{12}", seed)}"}`)}_${fake("[A-Za-z0-9+/]{42}[A-Za-z0-9]", seed)}`;
export const sentryOrgToken: Detector = {
  id: "sentry-organization-token",
  title: "Sentry organization auth token",
  provider: "sentry",
  category: "monitoring",
  severity: "high",
  opens: "Uploads releases and source maps for the organisation's projects.",
  prefixes: ["sntrys_eyJ"],
  pattern: /(?<![A-Za-z0-9_-])sntrys_eyJ[A-Za-z0-9+/]{60,240}={0,2}_[A-Za-z0-9+/]{43}(?![A-Za-z0-9+/_-])/,
  window: { before: 8, after: 320 },
  entropy: 4,
  confidence: 0.98,
  facts: (secret) => {
    const [, body = ""] = secret.split("_");
    return facts(describe({ org: "Sentry organisation", region_url: "region", url: "at" }, jsonInBase64(body) ?? {}));
  },
  examples: [...shown("SENTRY_AUTH_TOKEN", sntrys), `[auth]\ntoken=${sntrys(13)}\n`],
  counterExamples: [
    ...unlike("SENTRY_AUTH_TOKEN", "sntrys_eyJ", sntrys),
    `SENTRY_AUTH_TOKEN=${fake("sntrys_eyJ[A-Za-z0-9]{100}", 20)}`,
    `SENTRY_AUTH_TOKEN=sntrys_YOUR_TOKEN_HERE`,
  ],
  references: ["https://docs.sentry.io/account/auth-tokens/"],
  revoke: "https://sentry.io/settings/auth-tokens/ > Revoke",
};

const sntryu = (seed: number): string => fake("sntryu_[0-9a-f]{64}", seed);
const sentryOld = (seed: number): string => fake("[0-9a-f]{64}", seed);
export const sentryUserToken: Detector = {
  id: "sentry-user-token",
  title: "Sentry user auth token",
  provider: "sentry",
  category: "monitoring",
  severity: "high",
  opens: "Acts as its owner within its scopes: reads events, which may hold customers' data, and changes projects.",
  rules: [
    { prefixes: ["sntryu_"], pattern: alone("sntryu_[0-9a-f]{64}"), confidence: 0.97 },
    {
      id: "old",
      keywords: ["sentry"],
      pattern: named("sentry", "(?:auth|api|access)[_.-]?token", "[0-9a-f]{64}"),
      entropy: 3.4,
      confidence: 0.65,
    },
  ],
  examples: [...shown("SENTRY_AUTH_TOKEN", sntryu), ...shown("SENTRY_AUTH_TOKEN", sentryOld), ...sent(sntryu)],
  counterExamples: [
    ...unlike("SENTRY_AUTH_TOKEN", "sntryu_", sntryu),
    `SENTRY_RELEASE=${fake("[0-9a-f]{40}", 20)}`,
    `sentry-cli sha256 ${sentryOld(21)}`,
    `SENTRY_AUTH_TOKEN=${sentryOld(22).slice(1)}`,
  ],
  references: ["https://docs.sentry.io/api/auth/"],
  revoke: "https://sentry.io/settings/account/api/auth-tokens/ > Revoke",
};

const sntryi = (seed: number): string => fake("sntryi_[0-9a-f]{64}", seed);
export const sentryIntegrationToken: Detector = {
  id: "sentry-integration-token",
  title: "Sentry integration or app token",
  provider: "sentry",
  category: "monitoring",
  severity: "high",
  opens: "Acts for the integration in the organisation: reads events and changes what its permissions name.",
  prefixes: ["sntryi_", "sntrya_"],
  pattern: alone("sntry[ia]_[0-9a-f]{64}"),
  confidence: 0.96,
  examples: [...shown("SENTRY_INTEGRATION_TOKEN", sntryi), ...sent(sntryi), `TOKEN=${fake("sntrya_[0-9a-f]{64}", 14)}\n`],
  counterExamples: [
    ...unlike("SENTRY_INTEGRATION_TOKEN", "sntryi_", sntryi),
    `TOKEN=${fake("sntryi_[g-z]{64}", 20)}`,
    `TOKEN=${fake("sntryx_[0-9a-f]{64}", 21)}`,
  ],
  references: ["https://docs.sentry.io/api/auth/"],
  revoke: "https://sentry.io/settings > Developer settings > the integration > Tokens > Remove",
};

const dsn = (seed: number): string => fake("https://[0-9a-f]{32}@o[1-9][0-9]{5}.ingest.us.sentry.io/[1-9][0-9]{6}", seed);
export const sentryDsn: Detector = {
  id: "sentry-dsn",
  title: "Sentry DSN",
  provider: "sentry",
  category: "monitoring",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in web pages and apps and only sends events, so spam is what can come of it.",
  prefixes: [".sentry.io/"],
  pattern: /https:\/\/[0-9a-f]{32}@(?:o[0-9]{1,10}\.)?(?:ingest\.)?(?:(?:us|de|eu)\.)?sentry\.io\/[0-9]{1,18}(?![0-9])/,
  window: { before: 96, after: 24 },
  confidence: 0.95,
  examples: [...shown("SENTRY_DSN", dsn), `Sentry.init({ dsn: "${dsn(13)}" });`],
  counterExamples: [
    `SENTRY_DSN=https://examplePublicKey@o0.ingest.sentry.io/0`, // the documents' own
    `SENTRY_DSN=\${SENTRY_DSN}`,
    `SENTRY_DSN=https://${"0".repeat(32)}@o1.ingest.sentry.io/1`,
    `SENTRY_DSN=https://${fake("[0-9a-f]{20}", 20)}@o1.ingest.sentry.io/1`,
    `https://docs.sentry.io/${fake("[0-9a-f]{32}", 21)}/1`,
  ],
  references: ["https://docs.sentry.io/concepts/key-terms/dsn-explainer/"],
  revoke: "Not needed: it may be public; Project settings > Client keys disables it",
};

const sentryPair = (seed: number): string => fake("https://[0-9a-f]{32}:[0-9a-f]{32}@sentry.io/[1-9][0-9]{6}", seed);
export const sentryDsnSecret: Detector = {
  id: "sentry-dsn-with-secret",
  title: "Sentry DSN with secret key (old form)",
  provider: "sentry",
  category: "monitoring",
  severity: "medium",
  opens: "Sends events for the project; the second half was meant to be kept and is no longer needed.",
  prefixes: ["sentry.io/"],
  pattern: /https:\/\/[0-9a-f]{32}:[0-9a-f]{32}@(?:[a-z0-9-]{1,40}\.){0,3}sentry\.io\/[0-9]{1,18}(?![0-9])/,
  window: { before: 160, after: 24 },
  confidence: 0.95,
  examples: [...shown("SENTRY_DSN", sentryPair), `raven = Client("${sentryPair(13)}")`],
  counterExamples: [
    `SENTRY_DSN=${dsn(20)}`, // the public form
    `SENTRY_DSN=https://public:secret@sentry.io/1`,
    `SENTRY_DSN=https://${"x".repeat(32)}:${"x".repeat(32)}@sentry.io/1`,
  ],
  references: ["https://docs.sentry.io/concepts/key-terms/dsn-explainer/"],
  revoke: "https://sentry.io > Project settings > Client keys > Disable",
};
