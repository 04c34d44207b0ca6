import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const calendly: Provider = provider({
  id: "calendly",
  name: "Calendly",
  baseUrl: "https://api.calendly.com",
  checks: [
    {
      detectors: ["calendly-personal-access-token"],
      get: "/users/me",
      auth: "bearer",
      valid: "resource.uri",
      impact: ["acts as {resource.email}"],
      reference: "https://developer.calendly.com/api-docs/005832c83aeae-get-current-user",
      answers: {
        valid: { body: { resource: { uri: "https://api.calendly.com/users/1", email: "alice@example.com" } } },
        invalid: { status: 401, body: { title: "Unauthenticated", message: "The access token is invalid" } },
      },
    },
  ],
});
