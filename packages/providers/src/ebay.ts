import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const ebay: Provider = provider({
  id: "ebay",
  name: "eBay",
  baseUrl: "https://api.ebay.com",
  checks: [
    {
      detectors: ["ebay-client-secret"],
      acts: true,
      post: "/identity/v1/oauth2/token",
      auth: ["{appId}", "{secret}"],
      form: { grant_type: "client_credentials", scope: "https://api.ebay.com/oauth/api_scope" },
      valid: "access_token",
      impact: () => "acts as the application",
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://developer.ebay.com/api-docs/static/oauth-client-credentials-grant.html",
      answers: {
        valid: { body: { access_token: "a", expires_in: 7200 } },
        invalid: { status: 401, body: { error: "invalid_client", error_description: "client authentication failed" } },
      },
    },
  ],
});
