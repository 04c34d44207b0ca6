import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const toggl: Provider = provider({
  id: "toggl",
  name: "Toggl Track",
  baseUrl: "https://api.track.toggl.com",
  checks: [
    {
      detectors: ["toggl-api-token"],
      get: "/api/v9/me",
      auth: ["{secret}", "api_token"],
      valid: "id",
      impact: ["acts as {email}"],
      invalid: { status: [401, 403], body: /incorrect username/i },
      reference: "https://engineering.toggl.com/docs/api/me/",
      answers: {
        valid: { body: { id: 1, email: "alice@example.com" } },
        invalid: { status: 403, body: "Incorrect username and/or password" },
      },
    },
  ],
});
