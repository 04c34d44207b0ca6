import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const webflow: Provider = provider({
  id: "webflow",
  name: "Webflow",
  baseUrl: "https://api.webflow.com",
  checks: [
    {
      detectors: ["webflow-api-token"],
      get: "/v2/sites",
      auth: "bearer",
      valid: "sites",
      impact: ["site {sites.0.displayName}"],
      invalid: { status: 401, body: /not_authorized|UnauthorizedError|unauthorized/i },
      limited: { status: 403, body: /missing_scopes/ },
      reference: "https://developers.webflow.com/data/reference/sites/list",
      answers: {
        valid: { body: { sites: [{ id: "1", displayName: "Acme" }] } },
        invalid: { status: 401, body: { message: "Request not authorized", code: "not_authorized" } },
        limited: {
          status: 403,
          body: { message: "OAuthForbidden: You are missing the following scopes - sites:read", code: "missing_scopes" },
        },
      },
    },
  ],
});
