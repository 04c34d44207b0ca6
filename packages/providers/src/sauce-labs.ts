import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const sauceLabs: Provider = provider({
  id: "sauce-labs",
  name: "Sauce Labs",
  baseUrl: "https://api.us-west-1.saucelabs.com",
  checks: [
    {
      detectors: ["sauce-labs-access-key"],
      instances: true,
      get: "/team-management/v1/users/me/",
      auth: ["{username}", "{secret}"],
      valid: "username",
      impact: ["acts as {username}", "{email}"],
      reference: "https://docs.saucelabs.com/dev/api/accounts/",
      answers: {
        valid: { body: { id: "1", username: "alice", email: "alice@example.com" } },
        invalid: { status: 401, body: { detail: "Invalid username/password." } },
      },
    },
  ],
});
