import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const paypal: Provider = provider({
  id: "paypal",
  name: "PayPal",
  baseUrl: "https://api-m.paypal.com",
  checks: [
    {
      detectors: ["paypal-client-secret"],
      acts: true,
      instances: true,
      post: "/v1/oauth2/token",
      auth: ["{clientId}", "{secret}"],
      form: { grant_type: "client_credentials" },
      valid: "access_token",
      impact: ["application {app_id}"],
      invalid: { status: 401, body: /invalid_client/ },
      reference: "https://developer.paypal.com/api/rest/authentication/",
      answers: {
        valid: { body: { access_token: "a", app_id: "APP-1", expires_in: 32400 } },
        invalid: { status: 401, body: { error: "invalid_client", error_description: "Client Authentication failed" } },
      },
    },
  ],
});
