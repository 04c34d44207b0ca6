import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const aikido: Provider = provider({
  id: "aikido",
  name: "Aikido",
  baseUrl: "https://app.aikido.dev",
  checks: [
    {
      detectors: ["aikido-client-secret"],
      acts: true,
      post: "/api/oauth/token",
      auth: ["{clientId}", "{secret}"],
      form: { grant_type: "client_credentials" },
      valid: "access_token",
      impact: () => "acts as the integration",
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://apidocs.aikido.dev/reference/authorization",
      answers: {
        valid: { body: { access_token: "a", token_type: "Bearer" } },
        invalid: { status: 401, body: { error: "invalid_client" } },
      },
    },
  ],
});
