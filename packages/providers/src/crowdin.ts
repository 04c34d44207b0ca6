import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const crowdin: Provider = provider({
  id: "crowdin",
  name: "Crowdin",
  baseUrl: "https://api.crowdin.com",
  checks: [
    {
      detectors: ["crowdin-personal-token"],
      instances: true,
      get: "/api/v2/user",
      auth: "bearer",
      valid: "data.id",
      impact: ["acts as {data.username}", "{data.email}"],
      reference: "https://support.crowdin.com/developer/api/v2/#tag/Users/operation/api.user.get",
      answers: {
        valid: { body: { data: { id: 1, username: "alice", email: "alice@example.com" } } },
        invalid: { status: 401, body: { error: { message: "Unauthorized", code: 401 } } },
      },
    },
  ],
});
