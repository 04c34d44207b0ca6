import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const bitbucket: Provider = provider({
  id: "bitbucket",
  name: "Bitbucket",
  baseUrl: "https://bitbucket.org",
  checks: [
    {
      detectors: ["bitbucket-client-secret"],
      acts: true,
      post: "/site/oauth2/access_token",
      auth: ["{clientId}", "{secret}"],
      form: { grant_type: "client_credentials" },
      valid: "access_token",
      impact: ["scopes {scopes}"],
      invalid: { status: [400, 401], body: /Invalid OAuth client credentials/ },
      reference: "https://support.atlassian.com/bitbucket-cloud/docs/use-oauth-on-bitbucket-cloud/",
      answers: {
        valid: { body: { access_token: "a", scopes: "repository", token_type: "bearer" } },
        invalid: { status: 400, body: { error: "unauthorized_client", error_description: "Invalid OAuth client credentials" } },
      },
    },
  ],
});
