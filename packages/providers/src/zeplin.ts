import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const zeplin: Provider = provider({
  id: "zeplin",
  name: "Zeplin",
  baseUrl: "https://api.zeplin.dev",
  checks: [
    {
      detectors: ["zeplin-access-token"],
      get: "/v1/users/me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {username}", "{email}"],
      reference: "https://docs.zeplin.dev/reference/getcurrentuser",
      answers: {
        valid: { body: { id: "1", username: "alice", email: "alice@example.com" } },
        invalid: { status: 401, body: { message: "unauthorized", detail: "Invalid access token" } },
      },
    },
  ],
});
