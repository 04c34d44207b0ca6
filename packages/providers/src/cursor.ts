import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const cursor: Provider = provider({
  id: "cursor",
  name: "Cursor",
  baseUrl: "https://api.cursor.com",
  checks: [
    {
      detectors: ["cursor-api-key"],
      get: "/v0/me",
      auth: ["{secret}", ""],
      valid: "apiKeyName",
      impact: ["acts as {userEmail}", "named {apiKeyName}"],
      reference: "https://cursor.com/docs/cloud-agent/api/endpoints",
      answers: {
        valid: { body: { apiKeyName: "ci", userEmail: "alice@example.com" } },
        invalid: { status: 401, body: { error: "Unauthorized", message: "Invalid API key" } },
      },
    },
  ],
});
