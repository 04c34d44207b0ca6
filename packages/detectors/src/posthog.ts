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
