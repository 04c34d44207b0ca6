import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const typeform: Provider = provider({
  id: "typeform",
  name: "Typeform",
  baseUrl: "https://api.typeform.com",
  checks: [
    {
      detectors: ["typeform-personal-token"],
      instances: true,
      get: "/me",
      auth: "bearer",
      valid: "user_id",
      impact: ["acts as {email}"],
      invalid: { status: [401, 403], body: /AUTHENTICATION_FAILED/ },
      reference: "https://www.typeform.com/developers/create/reference/retrieve-own-account/",
      answers: {
        valid: { body: { user_id: "1", email: "alice@example.com", alias: "alice" } },
        invalid: {
          status: 403,
          body: { code: "AUTHENTICATION_FAILED", description: "Authentication credentials not found on the Request Headers" },
        },
      },
    },
  ],
});
