import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const phrase: Provider = provider({
  id: "phrase",
  name: "Phrase",
  baseUrl: "https://api.phrase.com",
  checks: [
    {
      detectors: ["phrase-access-token"],
      instances: true,
      get: "/v2/user",
      auth: { authorization: "token {secret}" },
      valid: "id",
      impact: ["acts as {username}", "{email}"],
      reference: "https://developers.phrase.com/api/#get-/user",
      answers: {
        valid: { body: { id: "1", username: "alice", email: "alice@example.com" } },
        invalid: { status: 401, body: { message: "Bad credentials" } },
      },
    },
  ],
});
