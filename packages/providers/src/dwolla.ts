import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const dwolla: Provider = provider({
  id: "dwolla",
  name: "Dwolla",
  baseUrl: "https://api.dwolla.com",
  checks: [
    {
      detectors: ["dwolla-app-secret"],
      acts: true,
      instances: true,
      post: "/token",
      auth: ["{appKey}", "{secret}"],
      form: { grant_type: "client_credentials" },
      valid: "access_token",
      impact: () => "moves money as the application",
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://developers.dwolla.com/docs/auth",
      answers: {
        valid: { body: { access_token: "a", expires_in: 3600 } },
        invalid: { status: 401, body: { error: "invalid_client", error_description: "Invalid client credentials." } },
      },
    },
  ],
});
