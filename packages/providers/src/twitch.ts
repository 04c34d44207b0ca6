import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const twitch: Provider = provider({
  id: "twitch",
  name: "Twitch",
  baseUrl: "https://id.twitch.tv",
  checks: [
    {
      detectors: ["twitch-oauth-token"],
      get: "/oauth2/validate",
      auth: { authorization: "OAuth {secret}" },
      valid: "client_id",
      impact: ["acts as {login}", "scopes {scopes}", "expires in {expires_in} s"],
      invalid: { status: 401, body: /invalid access token/i },
      reference: "https://dev.twitch.tv/docs/authentication/validate-tokens/",
      answers: {
        valid: { body: { client_id: "c", login: "alice", scopes: ["chat:read"], user_id: "1", expires_in: 5520838 } },
        invalid: { status: 401, body: { status: 401, message: "invalid access token" } },
      },
    },
    {
      detectors: ["twitch-client-secret"],
      acts: true,
      post: "/oauth2/token",
      form: { grant_type: "client_credentials", client_id: "{clientId}", client_secret: "{secret}" },
      valid: "access_token",
      impact: () => "acts as the application",
      invalid: { status: [400, 401, 403], body: /invalid client secret/i },
      reference: "https://dev.twitch.tv/docs/authentication/getting-tokens-oauth/#client-credentials-grant-flow",
      answers: {
        valid: { body: { access_token: "a", expires_in: 5011271 } },
        invalid: { status: 403, body: { status: 403, message: "invalid client secret" } },
      },
    },
  ],
});
