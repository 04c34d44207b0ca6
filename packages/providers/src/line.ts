import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const line: Provider = provider({
  id: "line",
  name: "LINE",
  baseUrl: "https://api.line.me",
  checks: [
    {
      detectors: ["line-channel-access-token"],
      get: "/v2/bot/info",
      auth: "bearer",
      valid: "userId",
      impact: ["bot {displayName}", "{basicId}"],
      reference: "https://developers.line.biz/en/reference/messaging-api/#get-bot-info",
      answers: {
        valid: { body: { userId: "U1", basicId: "@acme", displayName: "Acme" } },
        invalid: {
          status: 401,
          body: { message: "Authentication failed. Confirm that the access token in the authorization header is valid." },
        },
      },
    },
  ],
});
