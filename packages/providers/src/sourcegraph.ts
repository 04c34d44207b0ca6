import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

export const sourcegraph: Provider = provider({
  id: "sourcegraph",
  name: "Sourcegraph",
  baseUrl: "https://sourcegraph.com",
  checks: [
    {
      detectors: ["sourcegraph-access-token"],
      instances: true,
      post: "/.api/graphql",
      auth: { authorization: "token {secret}" },
      json: { query: "query { currentUser { username siteAdmin } }" },
      valid: "data.currentUser.username",
      impact: (answer) =>
        sentence(
          `acts as ${textAt(answer.json, "data", "currentUser", "username") ?? "?"}`,
          when(answer, "data.currentUser.siteAdmin", "a site administrator"),
        ),
      reference: "https://sourcegraph.com/docs/api/graphql",
      answers: {
        valid: { body: { data: { currentUser: { username: "alice", siteAdmin: true } } } },
        invalid: { status: 401, body: "Invalid access token." },
      },
    },
  ],
});
