import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const twitter: Provider = provider({
  id: "twitter",
  name: "X",
  baseUrl: "https://api.twitter.com",
  checks: [
    {
      detectors: ["twitter-bearer-token"],
      get: "/1.1/application/rate_limit_status.json?resources=application",
      auth: "bearer",
      valid: "rate_limit_context",
      impact: () => "reads as the application",
      invalid: { status: 401, body: /"code"\s*:\s*89\b/ },
      limited: { status: 403, body: /"code"\s*:\s*453\b/ },
      reference: "https://developer.x.com/en/docs/x-api/v1/developer-utilities/rate-limit-status/overview",
      answers: {
        valid: { body: { rate_limit_context: { application: "dummykey" } } },
        invalid: { status: 401, body: { errors: [{ code: 89, message: "Invalid or expired token." }] } },
        limited: { status: 403, body: { errors: [{ code: 453, message: "You currently have access to a subset of endpoints" }] } },
      },
    },
    {
      detectors: ["twitter-api-secret"],
      acts: true,
      post: "/oauth2/token",
      auth: ["{apiKey}", "{secret}"],
      form: { grant_type: "client_credentials" },
      valid: "access_token",
      impact: () => "acts as the application",
      invalid: { status: [401, 403], body: /"code"\s*:\s*99\b/ },
      reference: "https://developer.x.com/en/docs/authentication/oauth-2-0/application-only",
      answers: {
        valid: { body: { token_type: "bearer", access_token: "a" } },
        invalid: { status: 403, body: { errors: [{ code: 99, message: "Unable to verify your credentials" }] } },
      },
    },
  ],
});
