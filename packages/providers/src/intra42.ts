import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const intra42: Provider = provider({
  id: "intra42",
  name: "42",
  baseUrl: "https://api.intra.42.fr",
  checks: [
    {
      detectors: ["intra42-client-secret"],
      acts: true,
      post: "/oauth/token",
      form: { grant_type: "client_credentials", client_id: "{clientId}", client_secret: "{secret}" },
      valid: "access_token",
      impact: ["scopes {scope}"],
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://api.intra.42.fr/apidoc/guides/web_application_flow",
      answers: { valid: { body: { access_token: "a", scope: "public" } }, invalid: { status: 401, body: { error: "invalid_client" } } },
    },
  ],
});
