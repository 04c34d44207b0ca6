import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const mem0: Provider = provider({
  id: "mem0",
  name: "Mem0",
  baseUrl: "https://api.mem0.ai",
  checks: [
    {
      detectors: ["mem0-api-key"],
      get: "/v1/ping/",
      auth: { authorization: "Token {secret}" },
      valid: "org_id",
      impact: ["acts as {user_email}", "organisation {org_id}"],
      reference: "https://docs.mem0.ai/api-reference",
      answers: {
        valid: { body: { status: "ok", org_id: "org-1", project_id: "p-1", user_email: "alice@example.com" } },
        invalid: { status: 401, body: { detail: "Invalid API key" } },
      },
    },
  ],
});
