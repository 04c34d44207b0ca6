import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const postman: Provider = provider({
  id: "postman",
  name: "Postman",
  baseUrl: "https://api.getpostman.com",
  checks: [
    {
      detectors: ["postman-api-key"],
      instances: true,
      get: "/me",
      auth: { "x-api-key": "{secret}" },
      valid: "user.id",
      impact: ["acts as {user.email}", "user {user.username}"],
      invalid: { status: 401, body: /AuthenticationError/ },
      reference: "https://learning.postman.com/docs/developer/postman-api/intro-api/",
      answers: {
        valid: { body: { user: { id: 1, username: "alice", email: "alice@example.com" } } },
        invalid: { status: 401, body: { error: { name: "AuthenticationError", message: "Invalid API Key." } } },
      },
    },
  ],
});
