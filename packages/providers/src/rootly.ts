import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const rootly: Provider = provider({
  id: "rootly",
  name: "Rootly",
  baseUrl: "https://api.rootly.com",
  checks: [
    {
      detectors: ["rootly-api-key"],
      get: "/v1/users/me",
      auth: "bearer",
      valid: "data.id",
      impact: ["acts as {data.attributes.email}"],
      reference: "https://docs.rootly.com/api-reference/users/get-current-user",
      answers: {
        valid: { body: { data: { id: "1", type: "users", attributes: { email: "alice@example.com" } } } },
        invalid: { status: 401, body: { errors: [{ title: "Invalid authentication", status: "401" }] } },
      },
    },
  ],
});
