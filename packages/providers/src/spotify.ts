import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const spotify: Provider = provider({
  id: "spotify",
  name: "Spotify",
  baseUrl: "https://accounts.spotify.com",
  checks: [
    {
      detectors: ["spotify-client-secret"],
      acts: true,
      post: "/api/token",
      auth: ["{clientId}", "{secret}"],
      form: { grant_type: "client_credentials" },
      valid: "access_token",
      impact: () => "acts as the application",
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://developer.spotify.com/documentation/web-api/tutorials/client-credentials-flow",
      answers: {
        valid: { body: { access_token: "a", token_type: "Bearer", expires_in: 3600 } },
        invalid: { status: 400, body: { error: "invalid_client", error_description: "Invalid client secret" } },
      },
    },
  ],
});
