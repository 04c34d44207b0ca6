import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const githubOauth: Provider = provider({
  id: "github-oauth",
  name: "GitHub",
  baseUrl: "https://api.github.com",
  checks: [
    // A made-up token: the pair is looked at first, then the token is not found. Nothing changes.
    {
      detectors: ["github-oauth-client-secret"],
      instances: true,
      post: "/applications/{clientId}/token",
      auth: ["{clientId}", "{secret}"],
      json: { access_token: "stanch" },
      valid: { status: [404, 422], body: /Not Found|Validation Failed/ },
      impact: () => "acts as the application towards its users",
      invalid: { status: 401, body: /Bad credentials/ },
      reference: "https://docs.github.com/en/rest/apps/oauth-applications#check-a-token",
      answers: {
        valid: { status: 404, body: { message: "Not Found", documentation_url: "…" } },
        invalid: { status: 401, body: { message: "Bad credentials" } },
      },
    },
  ],
});
