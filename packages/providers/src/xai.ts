import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const xai: Provider = provider({
  id: "xai",
  name: "xAI",
  baseUrl: "https://api.x.ai",
  checks: [
    {
      detectors: ["xai-api-key"],
      get: "/v1/api-key",
      auth: "bearer",
      valid: "api_key_id",
      impact: ["named {name}", "may {acls}"],
      // Its owner may have switched it off: then it answers here, and nowhere else.
      invalid: [
        { status: [400, 401], body: /incorrect api key/i },
        { status: 200, body: /"api_key_(?:blocked|disabled)"\s*:\s*true/ },
      ],
      reference: "https://docs.x.ai/docs/api-reference#get-api-key-information",
      answers: {
        valid: {
          body: { api_key_id: "1", name: "ci", team_id: "t", acls: ["api-key:endpoint:*"], api_key_blocked: false, team_blocked: false },
        },
        invalid: { status: 400, body: { code: "Client specified an invalid argument", error: "Incorrect API key provided: xa***." } },
      },
    },
  ],
});
