import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const pushbullet: Provider = provider({
  id: "pushbullet",
  name: "Pushbullet",
  baseUrl: "https://api.pushbullet.com",
  checks: [
    {
      detectors: ["pushbullet-access-token"],
      get: "/v2/users/me",
      auth: { "access-token": "{secret}" },
      valid: "iden",
      impact: ["acts as {email}"],
      invalid: { status: 401, body: /invalid_access_token/ },
      reference: "https://docs.pushbullet.com/#get-user",
      answers: {
        valid: { body: { iden: "1", email: "alice@example.com" } },
        invalid: { status: 401, body: { error: { code: "invalid_access_token", message: "Access token is missing or invalid." } } },
      },
    },
  ],
});
