import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";
import { toBase64 } from "./_words.ts";

const makeDevinPersonalApiKey = (seed: number): string => fake("apk_user_[A-Za-z0-9]{140}", seed);
export const devinPersonalApiKey: Detector = {
  id: "devin-personal-api-key",
  title: "Devin personal API key",
  provider: "devin",
  category: "ai",
  severity: "high",
  opens: "Starts sessions of the agent at the organisation's cost, and such a session reads the repositories and secrets it was given.",
  prefixes: ["apk_user_"],
  pattern: alone("apk_user_[A-Za-z0-9+/_-]{100,200}={0,2}"),
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("DEVIN_API_KEY", makeDevinPersonalApiKey), ...sent(makeDevinPersonalApiKey)],
  counterExamples: [
    ...unlike("DEVIN_API_KEY", "apk_user_", makeDevinPersonalApiKey, 60),
    `DEVIN_API_KEY=apk_user_${fake("[A-Za-z0-9]{40}", 20)}`,
  ],
  references: ["https://docs.devin.ai/api-reference/overview"],
  revoke: "https://app.devin.ai/settings/api-keys > Revoke",
};

const makeDevinServiceUserToken = (seed: number): string => fake("cog_[a-z2-7]{52}", seed);
export const devinServiceUserToken: Detector = {
  id: "devin-service-user-token",
  title: "Devin service user token",
  provider: "devin",
  category: "ai",
  severity: "high",
  opens: "Acts for a service user of the organisation: starts sessions, which read its repositories and secrets.",
  prefixes: ["cog_"],
  pattern: alone("cog_(?=[a-z]{0,52}[2-7])[a-z2-7]{52}"),
  entropy: 3.5,
  confidence: 0.95,
  examples: [...shown("DEVIN_SERVICE_TOKEN", makeDevinServiceUserToken), ...sent(makeDevinServiceUserToken)],
  counterExamples: [
    ...unlike("DEVIN_SERVICE_TOKEN", "cog_", makeDevinServiceUserToken),
    `cog_${fake("[a-z]{52}", 20)} = 1`,
    `TOKEN=cog_${fake("[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://docs.devin.ai/api-reference/overview"],
  revoke: "https://app.devin.ai > Settings > Service users > the user > Revoke the key",
};

/** Two ids joined by a colon, in base64. */
const makeDevinServiceApiKey = (seed: number): string =>
  `apk_${toBase64(`org-${fake("[0-9a-f]{32}", seed)}:${fake("[0-9a-f]{32}", seed + 500)}`)}`;
export const devinServiceApiKey: Detector = {
  id: "devin-service-api-key",
  title: "Devin service API key",
  provider: "devin",
  category: "ai",
  severity: "high",
  opens: "Starts sessions of the agent at the organisation's cost, and such a session reads the repositories and secrets it was given.",
  prefixes: ["apk_b3JnL"],
  pattern: /(?<![A-Za-z0-9_-])apk_b3JnL[A-Za-z0-9+/]{60,120}={0,2}(?![A-Za-z0-9+/=_-])/,
  entropy: 4,
  confidence: 0.95,
  examples: [...shown("DEVIN_SERVICE_KEY", makeDevinServiceApiKey), ...sent(makeDevinServiceApiKey)],
  counterExamples: [
    ...unlike("DEVIN_SERVICE_KEY", "apk_b3JnL", makeDevinServiceApiKey, 60),
    `DEVIN_SERVICE_KEY=apk_${fake("[A-Za-z0-9]{80}", 20)}`,
  ],
  references: ["https://docs.devin.ai/api-reference/overview"],
  revoke: "https://app.devin.ai/settings/api-keys > Revoke",
};
