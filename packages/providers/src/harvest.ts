import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const harvest: Provider = provider({
  id: "harvest",
  name: "Harvest",
  baseUrl: "https://api.harvestapp.com",
  checks: [
    {
      detectors: ["harvest-access-token"],
      get: "/v2/users/me",
      auth: "bearer",
      headers: { "harvest-account-id": "{accountId}" },
      valid: "id",
      impact: ["acts as {email}", "roles {access_roles}"],
      invalid: { status: 401, body: /invalid_token/ },
      reference: "https://help.getharvest.com/api-v2/users-api/users/users/",
      answers: {
        valid: { body: { id: 1, email: "alice@example.com", access_roles: ["administrator"] } },
        invalid: {
          status: 401,
          body: {
            error: "invalid_token",
            error_description: "The access token provided is expired, revoked, malformed or invalid for other reasons.",
          },
        },
      },
    },
  ],
});
