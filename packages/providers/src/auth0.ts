import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const auth0: Provider = provider({
  id: "auth0",
  name: "Auth0",
  baseUrl: "https://auth0.com",
  checks: [
    {
      detectors: ["auth0-client-secret"],
      host: hostUnder("domain", "auth0.com"),
      post: "/oauth/token",
      costs: true,
      json: { grant_type: "client_credentials", client_id: "{clientId}", client_secret: "{secret}", audience: "https://{domain}/api/v2/" },
      valid: "access_token",
      impact: ["scopes {scope}"],
      limited: { status: 403, body: /not authorized|unauthorized_client/ },
      invalid: { status: 401, body: /access_denied|invalid_client/ },
      reference: "https://auth0.com/docs/api/authentication/client-credential-flow/get-token",
      answers: {
        valid: { body: { access_token: "a", scope: "read:users", expires_in: 86400 } },
        invalid: { status: 401, body: { error: "access_denied", error_description: "Unauthorized" } },
        limited: {
          status: 403,
          body: { error: "access_denied", error_description: "Client is not authorized to access the Management API" },
        },
      },
    },
  ],
});
