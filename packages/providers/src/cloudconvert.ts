import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const cloudconvert: Provider = provider({
  id: "cloudconvert",
  name: "CloudConvert",
  baseUrl: "https://api.cloudconvert.com",
  checks: [
    {
      detectors: ["cloudconvert-api-key"],
      instances: true,
      get: "/v2/users/me",
      auth: "bearer",
      valid: "data.id",
      impact: ["acts as {data.email}", "{data.credits} credits"],
      limited: { status: 403, body: /scope/i },
      reference: "https://cloudconvert.com/api/v2/users#users-show",
      answers: {
        valid: { body: { data: { id: 1, email: "alice@example.com", credits: 4434 } } },
        invalid: { status: 401, body: { message: "Unauthenticated." } },
        limited: { status: 403, body: { message: "Invalid scope(s) provided." } },
      },
    },
  ],
});
