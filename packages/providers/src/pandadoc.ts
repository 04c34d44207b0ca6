import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const pandadoc: Provider = provider({
  id: "pandadoc",
  name: "PandaDoc",
  baseUrl: "https://api.pandadoc.com",
  checks: [
    {
      detectors: ["pandadoc-api-key"],
      get: "/public/v1/members/current",
      auth: { authorization: "API-Key {secret}" },
      valid: "user_id",
      impact: ["acts as {email}", "role {role}"],
      reference: "https://developers.pandadoc.com/reference/current-member",
      answers: {
        valid: { body: { user_id: "1", email: "alice@example.com", role: "Admin" } },
        invalid: {
          status: 401,
          body: { type: "authentication_error", detail: "Authentication credentials were not provided or are invalid." },
        },
      },
    },
  ],
});
