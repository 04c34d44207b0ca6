import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const elevenlabs: Provider = provider({
  id: "elevenlabs",
  name: "ElevenLabs",
  baseUrl: "https://api.elevenlabs.io",
  checks: [
    {
      detectors: ["elevenlabs-api-key"],
      instances: true,
      get: "/v1/user",
      auth: { "xi-api-key": "{secret}" },
      valid: "subscription",
      impact: ["user {user_id}", "plan {subscription.tier}"],
      invalid: { status: 401, body: /invalid_api_key/ },
      limited: { status: [401, 403], body: /missing_permissions/ },
      reference: "https://elevenlabs.io/docs/api-reference/user/get",
      answers: {
        valid: { body: { user_id: "u1", subscription: { tier: "free" } } },
        invalid: { status: 401, body: { detail: { status: "invalid_api_key", message: "Invalid API key" } } },
        limited: {
          status: 401,
          body: { detail: { status: "missing_permissions", message: "The API key you used is missing the permission user_read" } },
        },
      },
    },
  ],
});
