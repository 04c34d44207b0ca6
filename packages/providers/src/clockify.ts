import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const clockify: Provider = provider({
  id: "clockify",
  name: "Clockify",
  baseUrl: "https://api.clockify.me",
  checks: [
    {
      detectors: ["clockify-api-key"],
      instances: true,
      get: "/api/v1/user",
      auth: { "x-api-key": "{secret}" },
      valid: "id",
      impact: ["acts as {email}"],
      reference: "https://docs.clockify.me/#tag/User",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { message: "Api key does not exist", code: 4003 } },
      },
    },
  ],
});
