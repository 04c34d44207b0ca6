import type { Provider } from "@stanch/model";
import { provider, when } from "./check.ts";
import { sentence, textAt } from "./http/answers.ts";

export const wandb: Provider = provider({
  id: "wandb",
  name: "Weights & Biases",
  baseUrl: "https://api.wandb.ai",
  checks: [
    {
      detectors: ["wandb-api-key"],
      instances: true,
      post: "/graphql",
      auth: ["api", "{secret}"],
      json: { query: "query { viewer { username email admin } }" },
      valid: "data.viewer.username",
      impact: (answer) =>
        sentence(
          `acts as ${textAt(answer.json, "data", "viewer", "username") ?? "?"}`,
          when(answer, "data.viewer.admin", "an administrator"),
        ),
      invalid: [{ status: 401 }, { status: 200, body: /"viewer"\s*:\s*null/ }],
      reference: "https://docs.wandb.ai/ref/python/public-api/",
      answers: {
        valid: { body: { data: { viewer: { username: "alice", email: "alice@example.com", admin: false } } } },
        invalid: { status: 401, body: { error: "user is not logged in" } },
      },
    },
  ],
});
