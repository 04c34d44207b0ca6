import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

export const monday: Provider = provider({
  id: "monday",
  name: "monday.com",
  baseUrl: "https://api.monday.com",
  checks: [
    {
      detectors: ["monday-api-token"],
      post: "/v2",
      auth: { authorization: "{secret}" },
      json: { query: "query { me { id email is_admin } }" },
      valid: "data.me.id",
      impact: (answer) =>
        sentence(`acts as ${textAt(answer.json, "data", "me", "email") ?? "?"}`, when(answer, "data.me.is_admin", "an administrator")),
      reference: "https://developer.monday.com/api-reference/reference/me",
      answers: {
        valid: { body: { data: { me: { id: "1", email: "alice@example.com", is_admin: true } } } },
        invalid: { status: 401, body: { errors: ["Not Authenticated"] } },
      },
    },
  ],
});
