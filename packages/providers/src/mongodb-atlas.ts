import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const mongodbAtlas: Provider = provider({
  id: "mongodb-atlas",
  name: "MongoDB Atlas",
  baseUrl: "https://cloud.mongodb.com",
  checks: [
    {
      detectors: ["mongodb-atlas-service-account-secret"],
      acts: true,
      post: "/api/oauth/token",
      auth: ["{clientId}", "{secret}"],
      form: { grant_type: "client_credentials" },
      valid: "access_token",
      impact: () => "acts as the service account",
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://www.mongodb.com/docs/atlas/api/service-accounts/generate-oauth2-token/",
      answers: {
        valid: { body: { access_token: "a", expires_in: 3600, token_type: "Bearer" } },
        invalid: { status: 401, body: { error: "invalid_client", error_description: "Client authentication failed" } },
      },
    },
  ],
});
