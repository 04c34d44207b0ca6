import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const workato: Provider = provider({
  id: "workato",
  name: "Workato",
  baseUrl: "https://www.workato.com",
  checks: [
    {
      detectors: ["workato-developer-api-token"],
      instances: true,
      get: "/api/users/me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}", "{name}"],
      reference: "https://docs.workato.com/workato-api/users.html",
      answers: {
        valid: { body: { id: 1, name: "Alice", email: "alice@example.com" } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
