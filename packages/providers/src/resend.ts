import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const resend: Provider = provider({
  id: "resend",
  name: "Resend",
  baseUrl: "https://api.resend.com",
  checks: [
    {
      detectors: ["resend-api-key"],
      get: "/domains",
      auth: "bearer",
      valid: "data",
      impact: ["full access", "such as domain {data.0.name}"],
      invalid: { status: [400, 401, 403], body: /API key is invalid/i },
      limited: { status: 401, body: /restricted_api_key/ },
      reference: "https://resend.com/docs/api-reference/errors",
      answers: {
        valid: { body: { data: [{ id: "1", name: "example.com" }] } },
        invalid: { status: 400, body: { statusCode: 400, name: "validation_error", message: "API key is invalid" } },
        limited: {
          status: 401,
          body: { statusCode: 401, name: "restricted_api_key", message: "This API key is restricted to only send emails" },
        },
      },
    },
  ],
});
