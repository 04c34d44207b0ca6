import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const anypoint: Provider = provider({
  id: "anypoint",
  name: "Anypoint",
  baseUrl: "https://anypoint.mulesoft.com",
  checks: [
    {
      detectors: ["anypoint-client-secret"],
      acts: true,
      instances: true,
      post: "/accounts/api/v2/oauth2/token",
      form: { grant_type: "client_credentials", client_id: "{clientId}", client_secret: "{secret}" },
      valid: "access_token",
      impact: () => "acts as the connected app",
      reference: "https://docs.mulesoft.com/access-management/connected-apps-developers",
      answers: { valid: { body: { access_token: "a", token_type: "bearer" } }, invalid: { status: 401, body: "Unauthorized" } },
    },
  ],
});
