import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { hostUnder } from "./hosts.ts";

export const freshdesk: Provider = provider({
  id: "freshdesk",
  name: "Freshdesk",
  baseUrl: "https://freshdesk.com",
  checks: [
    {
      detectors: ["freshdesk-api-key"],
      host: hostUnder("host", "freshdesk.com"),
      get: "/api/v2/agents/me",
      auth: ["{secret}", "X"],
      valid: "id",
      impact: ["acts as {contact.email}", "{type}"],
      invalid: { status: 401, body: /invalid_credentials/ },
      reference: "https://developers.freshdesk.com/api/#view_current_agent",
      answers: {
        beside: "https://acme.freshdesk.com",
        valid: { body: { id: 1, type: "support_agent", contact: { email: "alice@example.com" } } },
        invalid: { status: 401, body: { code: "invalid_credentials", message: "You have to be logged in to perform this action." } },
      },
    },
  ],
});
