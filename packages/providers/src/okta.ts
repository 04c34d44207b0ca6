import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const okta: Provider = provider({
  id: "okta",
  name: "Okta",
  baseUrl: "https://okta.com",
  checks: [
    {
      detectors: ["okta-api-token"],
      host: hostUnder("domain", "okta.com", "oktapreview.com", "okta-emea.com"),
      get: "/api/v1/users/me",
      auth: { authorization: "SSWS {secret}" },
      valid: "id",
      impact: ["acts as {profile.login}", "status {status}"],
      invalid: { status: 401, body: /E0000011/ },
      limited: { status: 403, body: /E0000006/ },
      reference: "https://developer.okta.com/docs/api/openapi/okta-management/management/tag/User/",
      answers: {
        valid: { body: { id: "1", status: "ACTIVE", profile: { login: "alice@example.com" } } },
        invalid: { status: 401, body: { errorCode: "E0000011", errorSummary: "Invalid token provided" } },
        limited: {
          status: 403,
          body: { errorCode: "E0000006", errorSummary: "You do not have permission to perform the requested action" },
        },
      },
    },
  ],
});
