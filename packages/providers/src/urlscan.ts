import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const urlscan: Provider = provider({
  id: "urlscan",
  name: "urlscan.io",
  baseUrl: "https://urlscan.io",
  checks: [
    {
      detectors: ["urlscan-api-key"],
      get: "/user/quotas",
      auth: { "api-key": "{secret}" },
      valid: "limits",
      impact: ["scope {scope}"],
      invalid: { status: [400, 401, 403], body: /api key/i },
      reference: "https://docs.urlscan.io/apis/urlscan-openapi/generic/quotas",
      answers: {
        valid: { body: { scope: "user", limits: {} } },
        invalid: { status: 401, body: { message: "Authentication failed. API key supplied but not found in database!", status: 401 } },
      },
    },
  ],
});
