import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const pipedream: Provider = provider({
  id: "pipedream",
  name: "Pipedream",
  baseUrl: "https://api.pipedream.com",
  checks: [
    {
      detectors: ["pipedream-api-key"],
      get: "/v1/users/me",
      auth: "bearer",
      valid: "data.id",
      impact: ["acts as {data.username}", "{data.email}"],
      reference: "https://pipedream.com/docs/rest-api/api-reference/users/retrieve-current-user-details",
      answers: {
        valid: { body: { data: { id: "u1", username: "alice", email: "alice@example.com" } } },
        invalid: { status: 401, body: { error: "unauthorized" } },
      },
    },
  ],
});
