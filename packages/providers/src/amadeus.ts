import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const amadeus: Provider = provider({
  id: "amadeus",
  name: "Amadeus",
  baseUrl: "https://api.amadeus.com",
  checks: [
    {
      detectors: ["amadeus-api-secret"],
      acts: true,
      instances: true,
      post: "/v1/security/oauth2/token",
      form: { grant_type: "client_credentials", client_id: "{apiKey}", client_secret: "{secret}" },
      valid: "access_token",
      impact: ["application {application_name}", "of {username}"],
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://developers.amadeus.com/self-service/apis-docs/guides/developer-guides/API-Keys/authorization/",
      answers: {
        valid: { body: { access_token: "a", application_name: "shop", username: "alice@example.com", state: "approved" } },
        invalid: { status: 401, body: { error: "invalid_client", code: 38187, title: "Invalid parameters" } },
      },
    },
  ],
});
