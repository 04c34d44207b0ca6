import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

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
      impact: (answer) =>
        sentence(
          `named ${textAt(answer.json, "name") ?? "?"}`,
          when(answer, "api_key_blocked", "blocked"),
          when(answer, "team_blocked", "its team is blocked"),
        ),
      invalid: { status: [400, 401], body: /incorrect api key/i },
      reference: "https://docs.x.ai/docs/api-reference#get-api-key-information",
      answers: {
        valid: { body: { api_key_id: "1", name: "ci", team_id: "t", api_key_blocked: false, team_blocked: false } },
        invalid: { status: 400, body: { code: "Client specified an invalid argument", error: "Incorrect API key provided: xa***." } },
      },
    },
  ],
});
