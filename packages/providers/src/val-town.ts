import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const valTown: Provider = provider({
  id: "val-town",
  name: "Val Town",
  baseUrl: "https://api.val.town",
  checks: [
    {
      detectors: ["val-town-api-token"],
      get: "/v1/me",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {username}", "{email}"],
      reference: "https://docs.val.town/openapi",
      answers: {
        valid: { body: { id: "1", username: "alice", email: "alice@example.com" } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
