import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const harness: Provider = provider({
  id: "harness",
  name: "Harness",
  baseUrl: "https://app.harness.io",
  checks: [
    {
      detectors: ["harness-api-key"],
      instances: true,
      get: "/ng/api/user/currentUser",
      auth: { "x-api-key": "{secret}" },
      valid: "data.uuid",
      impact: ["acts as {data.email}"],
      reference: "https://apidocs.harness.io/tag/User",
      answers: {
        valid: { body: { status: "SUCCESS", data: { uuid: "1", email: "alice@example.com" } } },
        invalid: { status: 401, body: { status: "ERROR", code: "INVALID_TOKEN", message: "Invalid Api Token" } },
      },
    },
  ],
});
