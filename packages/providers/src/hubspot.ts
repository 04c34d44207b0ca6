import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const hubspot: Provider = provider({
  id: "hubspot",
  name: "HubSpot",
  baseUrl: "https://api.hubapi.com",
  checks: [
    {
      detectors: ["hubspot-private-app-token"],
      get: "/account-info/v3/details",
      auth: "bearer",
      valid: "portalId",
      impact: ["account {portalId}", "{accountType}"],
      invalid: { status: 401, body: /INVALID_AUTHENTICATION|EXPIRED_AUTHENTICATION/ },
      limited: { status: 403, body: /MISSING_SCOPES/ },
      reference: "https://developers.hubspot.com/docs/api-reference/account-account-info-v3/details/get-account-info-v3-details",
      answers: {
        valid: { body: { portalId: 1, accountType: "STANDARD" } },
        invalid: {
          status: 401,
          body: { status: "error", category: "INVALID_AUTHENTICATION", message: "Authentication credentials not found." },
        },
        limited: { status: 403, body: { status: "error", category: "MISSING_SCOPES" } },
      },
    },
  ],
});
