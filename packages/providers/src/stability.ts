import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const stability: Provider = provider({
  id: "stability",
  name: "Stability AI",
  baseUrl: "https://api.stability.ai",
  checks: [
    {
      detectors: ["stability-api-key"],
      get: "/v1/user/account",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {email}"],
      reference: "https://platform.stability.ai/docs/api-reference#tag/User",
      answers: {
        valid: { body: { id: "user-1", email: "alice@example.com", organizations: [] } },
        invalid: { status: 401, body: { id: "1", name: "unauthorized", message: "Incorrect API key provided" } },
      },
    },
  ],
});
