import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const slackOauth: Provider = provider({
  id: "slack-oauth",
  name: "Slack",
  baseUrl: "https://slack.com",
  checks: [
    // A made-up code: the pair is looked at first, then the code is refused. Nothing is issued.
    {
      detectors: ["slack-client-secret"],
      post: "/api/oauth.v2.access",
      form: { client_id: "{clientId}", client_secret: "{secret}", code: "stanch" },
      valid: /"error"\s*:\s*"(?:invalid_code|code_already_used)"/,
      impact: () => "acts as the application where it is installed",
      invalid: { status: 200, body: /"bad_client_secret"/ },
      reference: "https://docs.slack.dev/reference/methods/oauth.v2.access",
      answers: { valid: { body: { ok: false, error: "invalid_code" } }, invalid: { body: { ok: false, error: "bad_client_secret" } } },
    },
  ],
});
