import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const zendesk: Provider = provider({
  id: "zendesk",
  name: "Zendesk",
  baseUrl: "https://zendesk.com",
  checks: [
    {
      detectors: ["zendesk-api-token"],
      host: hostUnder("host", "zendesk.com"),
      get: "/api/v2/users/me.json",
      auth: ["{email}/token", "{secret}"],
      valid: "user.id",
      impact: ["acts as {user.email}", "role {user.role}"],
      invalid: { status: 401, body: /authenticate/i },
      reference: "https://developer.zendesk.com/api-reference/ticketing/users/users/#show-self",
      answers: {
        beside: "https://acme.zendesk.com alice@example.com",
        valid: { body: { user: { id: 1, email: "alice@example.com", role: "admin" } } },
        invalid: { status: 401, body: { error: "Couldn't authenticate you" } },
      },
    },
  ],
});
