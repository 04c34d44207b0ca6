import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const hcp: Provider = provider({
  id: "hcp",
  name: "HashiCorp Cloud Platform",
  baseUrl: "https://auth.idp.hashicorp.com",
  checks: [
    {
      detectors: ["hcp-client-secret"],
      acts: true,
      post: "/oauth2/token",
      form: {
        grant_type: "client_credentials",
        audience: "https://api.hashicorp.cloud",
        client_id: "{clientId}",
        client_secret: "{secret}",
      },
      valid: "access_token",
      impact: () => "acts as the service principal",
      invalid: { status: [400, 401], body: /invalid_client|access_denied/ },
      reference: "https://developer.hashicorp.com/hcp/docs/hcp/iam/service-principal",
      answers: { valid: { body: { access_token: "a", expires_in: 3600 } }, invalid: { status: 401, body: { error: "invalid_client" } } },
    },
  ],
});
