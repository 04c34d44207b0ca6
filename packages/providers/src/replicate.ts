import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const replicate: Provider = provider({
  id: "replicate",
  name: "Replicate",
  baseUrl: "https://api.replicate.com",
  checks: [
    {
      detectors: ["replicate-api-token"],
      get: "/v1/account",
      auth: "bearer",
      valid: "username",
      impact: ["{type} {username}"],
      reference: "https://replicate.com/docs/reference/http#account.get",
      answers: {
        valid: { body: { type: "user", username: "alice" } },
        invalid: { status: 401, body: { title: "Unauthenticated", status: 401 } },
      },
    },
  ],
});
