import { type Detector, fake } from "@stanch/model";
import { alone, sent, shown, unlike } from "./_token.ts";

const linear = (seed: number): string => fake("lin_api_[A-Za-z0-9]{40}", seed);
export const linearApiKey: Detector = {
  id: "linear-api-key",
  title: "Linear personal API key",
  provider: "linear",
  category: "productivity",
  severity: "high",
  opens: "Acts as its owner: reads and changes all issues, projects and comments that the owner sees.",
  prefixes: ["lin_api_"],
  pattern: alone("lin_api_[A-Za-z0-9]{40}"),
  entropy: 3.8,
  confidence: 0.96,
  examples: [...shown("LINEAR_API_KEY", linear), `curl -H "Authorization: ${linear(13)}" https://api.linear.app/graphql`],
  counterExamples: [
    ...unlike("LINEAR_API_KEY", "lin_api_", linear),
    `LINEAR_API_KEY=${fake("lin_api_[A-Za-z0-9]{20}", 20)}`,
    `lin_api_key_name: x`,
  ],
  references: ["https://linear.app/developers/graphql"],
  revoke: "https://linear.app/settings/account/security > API keys > Revoke",
};

const linearOauth = (seed: number): string => fake("lin_oauth_[0-9a-f]{64}", seed);
export const linearOauthToken: Detector = {
  id: "linear-oauth-token",
  title: "Linear OAuth access token",
  provider: "linear",
  category: "productivity",
  severity: "high",
  opens: "Acts for the user or app that was authorised, within the scopes granted.",
  prefixes: ["lin_oauth_"],
  pattern: alone("lin_oauth_[0-9a-f]{64}"),
  confidence: 0.97,
  examples: [...shown("LINEAR_TOKEN", linearOauth), ...sent(linearOauth)],
  counterExamples: [
    ...unlike("LINEAR_TOKEN", "lin_oauth_", linearOauth),
    `LINEAR_TOKEN=${fake("lin_oauth_[g-z]{64}", 20)}`,
    `LINEAR_TOKEN=${fake("lin_oauth_[0-9a-f]{40}", 21)}`,
  ],
  references: ["https://linear.app/developers/oauth-2-0-authentication"],
  revoke: "POST https://api.linear.app/oauth/revoke with the token",
};
