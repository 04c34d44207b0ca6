import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const discord: Provider = provider({
  id: "discord",
  name: "Discord",
  baseUrl: "https://discord.com",
  checks: [
    {
      detectors: ["discord-bot-token"],
      get: "/api/v10/users/@me",
      auth: { authorization: "Bot {secret}" },
      valid: "id",
      impact: ["bot {username}"],
      reference: "https://discord.com/developers/docs/resources/user#get-current-user",
      answers: {
        valid: { body: { id: "1", username: "helper", bot: true } },
        invalid: { status: 401, body: { message: "401: Unauthorized", code: 0 } },
      },
    },
    {
      detectors: ["discord-client-secret"],
      acts: true,
      post: "/api/v10/oauth2/token",
      auth: ["{clientId}", "{secret}"],
      form: { grant_type: "client_credentials", scope: "identify" },
      valid: "access_token",
      impact: () => "acts as the application's owner",
      invalid: { status: [400, 401], body: /invalid_client/ },
      reference: "https://discord.com/developers/docs/topics/oauth2#client-credentials-grant",
      answers: {
        valid: { body: { access_token: "a", token_type: "Bearer" } },
        invalid: { status: 401, body: { error: "invalid_client" } },
      },
    },
  ],
});
