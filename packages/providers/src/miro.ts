import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const miro: Provider = provider({
  id: "miro",
  name: "Miro",
  baseUrl: "https://api.miro.com",
  checks: [
    {
      detectors: ["miro-access-token"],
      get: "/v1/oauth-token",
      auth: "bearer",
      valid: "team.id",
      impact: ["acts as {user.name}", "team {team.name}", "scopes {scopes}"],
      reference: "https://developers.miro.com/reference/get-access-token-context",
      answers: {
        valid: { body: { type: "oAuthToken", team: { id: "1", name: "Acme" }, user: { id: "2", name: "Alice" }, scopes: ["boards:read"] } },
        invalid: { status: 401, body: { status: 401, code: "invalidToken", message: "Access token is invalid" } },
      },
    },
  ],
});
