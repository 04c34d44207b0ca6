import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const godaddy: Provider = provider({
  id: "godaddy",
  name: "GoDaddy",
  baseUrl: "https://api.godaddy.com",
  checks: [
    {
      detectors: ["godaddy-api-secret"],
      instances: true,
      get: "/v1/domains?limit=1",
      auth: { authorization: "sso-key {apiKey}:{secret}" },
      valid: /^\s*\[/,
      impact: ["such as domain {0.domain}"],
      invalid: { status: 401, body: /UNABLE_TO_AUTHENTICATE/ },
      limited: { status: 403, body: /ACCESS_DENIED/ },
      reference: "https://developer.godaddy.com/doc/endpoint/domains",
      answers: {
        valid: { body: [{ domain: "example.com" }] },
        invalid: { status: 401, body: { code: "UNABLE_TO_AUTHENTICATE", message: "Unauthorized : Could not authenticate API key/secret" } },
        limited: { status: 403, body: { code: "ACCESS_DENIED", message: "Authenticated user is not allowed access" } },
      },
    },
  ],
});
