import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const streak: Provider = provider({
  id: "streak",
  name: "Streak",
  baseUrl: "https://api.streak.com",
  checks: [
    {
      detectors: ["streak-api-key"],
      get: "/api/v1/users/me",
      auth: ["{secret}", ""],
      valid: "email",
      impact: ["acts as {email}"],
      reference: "https://streak.readme.io/reference/get-current-user",
      answers: {
        valid: { body: { email: "alice@example.com", key: "k" } },
        invalid: { status: 401, body: { success: false, error: "Authentication failed" } },
      },
    },
  ],
});
