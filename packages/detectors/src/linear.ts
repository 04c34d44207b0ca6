import { type Detector, fake } from "@stanch/model";
import { alone, named, sent, shown, unlike } from "./_token.ts";
import { unnamed } from "./_unnamed.ts";

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

const clientSecret = (seed: number): string => fake("[0-9a-f]{32}", seed);
export const linearClientSecret: Detector = {
  id: "linear-client-secret",
  title: "Linear OAuth client secret",
  provider: "linear",
  category: "productivity",
  severity: "high",
  opens: "Poses as the app when it turns codes into access to workspaces; with client credentials it makes tokens by itself.",
  // «linear» is a word of mathematics: only with the key's own name.
  keywords: ["linear_client", "linear_oauth", "linear-client", "linearclient", "linear.app"],
  pattern: named("linear", "(?:oauth[_.-]?)?(?:client[_.-]?)?secret", "[0-9a-f]{32}"),
  entropy: 3,
  confidence: 0.65,
  examples: [
    ...shown("LINEAR_CLIENT_SECRET", clientSecret),
    `LINEAR_OAUTH_SECRET=${clientSecret(13)}\n`,
    `linear-client-secret: ${clientSecret(14)}\n`,
    `linear:\n  url: https://api.linear.app\n  client_secret: ${clientSecret(15)}\n`,
  ],
  counterExamples: [
    ...unnamed("LINEAR_CLIENT_SECRET", clientSecret),
    `LINEAR_CLIENT_ID=${clientSecret(20)}\n`, // the public half
    `NONLINEAR_CLIENT_SECRET=${clientSecret(21)}\n`,
  ],
  references: ["https://linear.app/developers/oauth-2-0-authentication"],
  revoke: "https://linear.app/settings/api/applications > the app > Rotate secret",
};
