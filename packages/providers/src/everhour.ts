import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const everhour: Provider = provider({
  id: "everhour",
  name: "Everhour",
  baseUrl: "https://api.everhour.com",
  checks: [
    {
      detectors: ["everhour-api-key"],
      get: "/users/me",
      auth: { "x-api-key": "{secret}" },
      valid: "id",
      impact: ["acts as {email}", "role {role}"],
      reference: "https://everhour.docs.apiary.io/",
      answers: {
        valid: { body: { id: 1, email: "alice@example.com", role: "admin" } },
        invalid: { status: 401, body: { code: 401, message: "Unauthorized" } },
      },
    },
  ],
});
