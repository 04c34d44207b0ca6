import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const bitrise: Provider = provider({
  id: "bitrise",
  name: "Bitrise",
  baseUrl: "https://api.bitrise.io",
  checks: [
    {
      detectors: ["bitrise-access-token"],
      get: "/v0.1/me",
      auth: { authorization: "{secret}" },
      valid: "data.username",
      impact: ["acts as {data.username}", "{data.email}"],
      reference: "https://devcenter.bitrise.io/en/api/api-reference.html",
      answers: {
        valid: { body: { data: { username: "alice", email: "alice@example.com" } } },
        invalid: { status: 401, body: { message: "Unauthorized" } },
      },
    },
  ],
});
