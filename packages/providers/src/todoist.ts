import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const todoist: Provider = provider({
  id: "todoist",
  name: "Todoist",
  baseUrl: "https://api.todoist.com",
  checks: [
    {
      detectors: ["todoist-api-token"],
      get: "/api/v1/user",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}"],
      invalid: { status: [401, 403], body: /unauthorized|forbidden|auth/i },
      reference: "https://developer.todoist.com/api/v1/",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { error: "Unauthorized", error_code: 402, http_code: 401 } },
      },
    },
  ],
});
