import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const databricks: Provider = provider({
  id: "databricks",
  name: "Databricks",
  baseUrl: "https://accounts.cloud.databricks.com",
  checks: [
    {
      detectors: ["databricks-personal-access-token"],
      host: hostUnder("host", "cloud.databricks.com", "azuredatabricks.net", "gcp.databricks.com"),
      get: "/api/2.0/preview/scim/v2/Me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {userName}"],
      invalid: [{ status: 401 }, { status: 403, body: /invalid access token/i }],
      reference: "https://docs.databricks.com/api/workspace/currentuser/me",
      answers: {
        valid: { body: { id: "1", userName: "alice@example.com" } },
        invalid: { status: 403, body: { error_code: 403, message: "Invalid access token." } },
      },
    },
    {
      detectors: ["databricks-oauth-secret"],
      acts: true,
      host: hostUnder("host", "cloud.databricks.com", "azuredatabricks.net", "gcp.databricks.com"),
      post: "/oidc/v1/token",
      auth: ["{clientId}", "{secret}"],
      form: { grant_type: "client_credentials", scope: "all-apis" },
      valid: "access_token",
      impact: ["scopes {scope}"],
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://docs.databricks.com/aws/en/dev-tools/auth/oauth-m2m",
      answers: {
        beside: "host = https://dbc-a1b2345c-d6e7.cloud.databricks.com",
        valid: { body: { access_token: "a", scope: "all-apis", token_type: "Bearer", expires_in: 3600 } },
        invalid: { status: 401, body: { error: "invalid_client", error_description: "Client authentication failed" } },
      },
    },
  ],
});
