import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const bugsnag: Provider = provider({
  id: "bugsnag",
  name: "BugSnag",
  baseUrl: "https://api.bugsnag.com",
  checks: [
    {
      detectors: ["bugsnag-auth-token"],
      instances: true,
      get: "/user",
      auth: { authorization: "token {secret}" },
      valid: "id",
      impact: ["acts as {email}"],
      reference: "https://developer.smartbear.com/bugsnag/docs/data-access-api",
      answers: {
        valid: { body: { id: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { errors: ["Bad credentials"] } },
      },
    },
  ],
});
