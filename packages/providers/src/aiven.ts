import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const aiven: Provider = provider({
  id: "aiven",
  name: "Aiven",
  baseUrl: "https://api.aiven.io",
  checks: [
    {
      detectors: ["aiven-api-token"],
      get: "/v1/me",
      auth: { authorization: "aivenv1 {secret}" },
      valid: "user.user",
      impact: ["acts as {user.user}"],
      invalid: { status: [401, 403], body: /invalid token|expired/i },
      reference: "https://api.aiven.io/doc/#tag/User/operation/UserInfo",
      answers: {
        valid: { body: { user: { user: "alice@example.com" } } },
        invalid: { status: 403, body: { errors: [{ message: "Invalid token", status: 403 }], message: "Invalid token" } },
      },
    },
  ],
});
