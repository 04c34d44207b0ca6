import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const airtable: Provider = provider({
  id: "airtable",
  name: "Airtable",
  baseUrl: "https://api.airtable.com",
  checks: [
    {
      detectors: ["airtable-personal-access-token", "airtable-oauth-token"],
      get: "/v0/meta/whoami",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}", "user {id}", "scopes {scopes}"],
      reference: "https://airtable.com/developers/web/api/get-user-id-scopes",
      answers: {
        valid: { body: { id: "usr1", email: "alice@example.com", scopes: ["data.records:read", "user.email:read"] } },
        invalid: { status: 401, body: { error: { type: "AUTHENTICATION_REQUIRED", message: "Authentication required" } } },
      },
    },
  ],
});
