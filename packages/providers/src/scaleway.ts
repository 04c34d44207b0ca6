import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const scaleway: Provider = provider({
  id: "scaleway",
  name: "Scaleway",
  baseUrl: "https://api.scaleway.com",
  checks: [
    {
      detectors: ["scaleway-secret-key"],
      get: "/iam/v1alpha1/api-keys/{accessKey}",
      auth: { "x-auth-token": "{secret}" },
      valid: "access_key",
      impact: ["described as {description}", "project {default_project_id}", "expires {expires_at}"],
      invalid: { status: [401, 403], body: /denied_authentication|authentication is denied/ },
      limited: { status: 403, body: /permissions_denied/ },
      reference: "https://www.scaleway.com/en/developers/api/iam/",
      answers: {
        valid: { body: { access_key: "SCW", description: "ci", default_project_id: "1" } },
        invalid: { status: 401, body: { message: "authentication is denied", type: "denied_authentication", reason: "invalid_argument" } },
        limited: { status: 403, body: { message: "insufficient permissions", type: "permissions_denied" } },
      },
    },
  ],
});
