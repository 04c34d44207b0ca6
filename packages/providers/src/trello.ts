import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const trello: Provider = provider({
  id: "trello",
  name: "Trello",
  baseUrl: "https://api.trello.com",
  checks: [
    {
      detectors: ["trello-token"],
      get: "/1/members/me?fields=username,fullName",
      auth: { authorization: 'OAuth oauth_consumer_key="{apiKey}", oauth_token="{secret}"' },
      valid: "id",
      impact: ["acts as {username}"],
      // «invalid key» is said of the other half.
      invalid: { status: 401, body: /invalid (?:app )?token|expired token/i },
      reference: "https://developer.atlassian.com/cloud/trello/guides/rest-api/authorization/",
      answers: { valid: { body: { id: "1", username: "alice" } }, invalid: { status: 401, body: "invalid token" } },
    },
  ],
});
