import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const rollout = (seed: number): string => fake("phx_[A-Za-z0-9_-]{42}[A-Za-z0-9]", seed);
export const posthogPersonalKey: Detector = {
  id: "posthog-personal-api-key",
  title: "PostHog personal API key",
  provider: "posthog",
  category: "monitoring",
  severity: "high",
  opens: "Acts as its owner within its scopes: reads the projects' events and persons and changes flags.",
  prefixes: ["phx_"],
  pattern: alone("phx_[A-Za-z0-9_-]{41,49}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("POSTHOG_API_KEY", rollout), ...sent(rollout)],
  counterExamples: [
    ...unlike("POSTHOG_API_KEY", "phx_", rollout, 8),
    `POSTHOG_KEY=${fake("phc_[A-Za-z0-9]{43}", 20)}`, // the project's key is public
    `phx_click_${fake("[a-z]{12}", 21)}`,
  ],
  references: ["https://posthog.com/docs/api"],
  revoke: "https://app.posthog.com/settings/user-api-keys > Delete",
};

// 32 random bytes as a number of base 62: 41 to 43 digits.
const posthogRule = (prefix: string): Pick<Detector, "pattern" | "window" | "entropy"> => ({
  pattern: alone(`${prefix}[A-Za-z0-9]{40,49}`),
  window: { before: 160, after: 256 },
  entropy: 4,
});

const phs = (seed: number): string => fake("phs_[A-Za-z0-9]{43}", seed);
export const posthogFeatureFlagsKey: Detector = {
  id: "posthog-feature-flags-secure-key",
  title: "PostHog feature flags secure API key",
  provider: "posthog",
  category: "monitoring",
  severity: "medium",
  opens: "Reads the definitions of the project's feature flags, which name the people and plans they are for; it changes nothing.",
  // The name must be near: graphs_ and paragraphs_ end like the prefix.
  keywords: ["posthog"],
  ...posthogRule("phs_"),
  confidence: 0.95,
  examples: [...shown("POSTHOG_FEATURE_FLAGS_KEY", phs), `new PostHog(key, { secretKey: "${phs(13)}" })`],
  counterExamples: [
    ...unlike("POSTHOG_FEATURE_FLAGS_KEY", "phs_", phs, 8),
    `SECRET_KEY=${phs(20)}`, // nothing says PostHog
    `posthog_graphs_${fake("[A-Za-z0-9]{43}", 21)}`,
  ],
  references: ["https://posthog.com/docs/feature-flags/local-evaluation"],
  revoke: "https://app.posthog.com/settings/project-feature-flags > Feature flags secure API key > Reset",
};

const pha = (seed: number): string => fake("pha_[A-Za-z0-9]{43}", seed);
export const posthogOauthToken: Detector = {
  id: "posthog-oauth-token",
  title: "PostHog OAuth access or refresh token",
  provider: "posthog",
  category: "monitoring",
  severity: "high",
  opens: "Acts for the user who authorised the app within the scopes granted: reads events and persons.",
  keywords: ["posthog"],
  ...posthogRule("ph[ar]_"),
  confidence: 0.95,
  examples: [
    ...shown("POSTHOG_ACCESS_TOKEN", pha),
    `{"issuer": "https://us.posthog.com", "refresh_token": "${fake("phr_[A-Za-z0-9]{43}", 13)}"}`,
  ],
  counterExamples: [
    ...unlike("POSTHOG_ACCESS_TOKEN", "pha_", pha, 8),
    `ACCESS_TOKEN=${pha(20)}`, // nothing says PostHog
    `posthog_alpha_${fake("[A-Za-z0-9]{43}", 21)}`,
  ],
  references: ["https://posthog.com/docs/api/oauth"],
  revoke: "https://app.posthog.com/settings/user-api-keys > Connected apps > Disconnect",
};

const phc = (seed: number): string => fake("phc_[A-Za-z0-9]{43}", seed);
export const posthogProjectKey: Detector = {
  id: "posthog-project-api-key",
  title: "PostHog project API key",
  provider: "posthog",
  category: "monitoring",
  severity: "low",
  nature: "public",
  opens: "Public by design: it stands in web pages and only sends events, so false figures are what can come of it.",
  prefixes: ["phc_"],
  pattern: alone("phc_[A-Za-z0-9_-]{40,49}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("POSTHOG_PROJECT_KEY", phc), `posthog.init("${phc(13)}", { api_host: "https://eu.i.posthog.com" });`],
  counterExamples: [
    ...unlike("POSTHOG_PROJECT_KEY", "phc_", phc, 8),
    `POSTHOG_KEY=${rollout(20)}`, // the personal one
    `phc_${fake("[a-z]{12}", 21)}`,
  ],
  references: ["https://posthog.com/docs/api#public-endpoints"],
  revoke: "Not needed: it may be public; https://app.posthog.com/settings/project > Reset ends it",
};
