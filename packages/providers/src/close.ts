import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const close: Provider = provider({
  id: "close",
  name: "Close",
  baseUrl: "https://api.close.com",
  checks: [
    {
      detectors: ["close-api-key"],
      get: "/api/v1/me/",
      auth: ["{secret}", ""],
      valid: "id",
      impact: ["acts as {email}", "organisation {organizations.0.name}"],
      reference: "https://developer.close.com/resources/users/",
      answers: {
        valid: { body: { id: "user_1", email: "alice@example.com", organizations: [{ name: "Acme" }] } },
        invalid: { status: 401, body: { error: "The server could not verify that you are authorized to access the URL requested." } },
      },
    },
  ],
});
