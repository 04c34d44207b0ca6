import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const clickup: Provider = provider({
  id: "clickup",
  name: "ClickUp",
  baseUrl: "https://api.clickup.com",
  checks: [
    {
      detectors: ["clickup-personal-api-token"],
      get: "/api/v2/user",
      auth: { authorization: "{secret}" },
      valid: "user.id",
      impact: ["acts as {user.email}"],
      invalid: { status: 401, body: /OAUTH_0\d\d/ },
      reference: "https://developer.clickup.com/reference/getauthorizeduser",
      answers: {
        valid: { body: { user: { id: 1, username: "alice", email: "alice@example.com" } } },
        invalid: { status: 401, body: { err: "Token invalid", ECODE: "OAUTH_025" } },
      },
    },
  ],
});
