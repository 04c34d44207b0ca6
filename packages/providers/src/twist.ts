import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const twist: Provider = provider({
  id: "twist",
  name: "Twist",
  baseUrl: "https://api.twist.com",
  checks: [
    {
      detectors: ["twist-api-token"],
      get: "/api/v3/users/get_session_user",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}"],
      invalid: { status: [401, 403], body: /invalid token|unauthorized/i },
      reference: "https://developer.twist.com/v3/#get-session-user",
      answers: {
        valid: { body: { id: 1, email: "alice@example.com" } },
        invalid: { status: 401, body: { error_code: 200, error_string: "Invalid token" } },
      },
    },
  ],
});
