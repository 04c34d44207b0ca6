import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const jotform: Provider = provider({
  id: "jotform",
  name: "Jotform",
  baseUrl: "https://api.jotform.com",
  checks: [
    {
      detectors: ["jotform-api-key"],
      instances: true,
      get: "/user",
      auth: { apikey: "{secret}" },
      valid: "content.username",
      impact: ["acts as {content.username}", "{content.email}"],
      invalid: { status: 401, body: /not authorized/i },
      reference: "https://api.jotform.com/docs/#user",
      answers: {
        valid: { body: { responseCode: 200, content: { username: "alice", email: "alice@example.com" } } },
        invalid: { status: 401, body: { responseCode: 401, message: "You're not authorized to use (/user)" } },
      },
    },
  ],
});
