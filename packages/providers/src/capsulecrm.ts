import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const capsulecrm: Provider = provider({
  id: "capsulecrm",
  name: "Capsule",
  baseUrl: "https://api.capsulecrm.com",
  checks: [
    {
      detectors: ["capsule-crm-api-token"],
      get: "/api/v2/users/current",
      auth: "bearer",
      valid: "user.id",
      impact: ["acts as {user.username}"],
      reference: "https://developer.capsulecrm.com/v2/operations/User",
      answers: {
        valid: { body: { user: { id: 1, username: "alice" } } },
        invalid: { status: 401, body: { message: "invalid or expired token" } },
      },
    },
  ],
});
