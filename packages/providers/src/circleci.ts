import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const circleci: Provider = provider({
  id: "circleci",
  name: "CircleCI",
  baseUrl: "https://circleci.com",
  checks: [
    {
      detectors: ["circleci-personal-token"],
      instances: true,
      get: "/api/v2/me",
      auth: { "circle-token": "{secret}" },
      valid: "id",
      impact: ["acts as {login}"],
      reference: "https://circleci.com/docs/api/v2/index.html#tag/User/operation/getCurrentUser",
      answers: {
        valid: { body: { id: "1", login: "alice", name: "Alice" } },
        invalid: { status: 401, body: { message: "You must log in first." } },
      },
    },
  ],
});
