import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const lichess: Provider = provider({
  id: "lichess",
  name: "Lichess",
  baseUrl: "https://lichess.org",
  checks: [
    {
      detectors: ["lichess-personal-access-token", "lichess-oauth-access-token"],
      get: "/api/account",
      auth: "bearer",
      valid: "id",
      impact: ["acts as {username}"],
      reference: "https://lichess.org/api#tag/Account/operation/accountMe",
      answers: { valid: { body: { id: "alice", username: "Alice" } }, invalid: { status: 401, body: { error: "No such token" } } },
    },
  ],
});
