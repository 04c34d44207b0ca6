import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const webex: Provider = provider({
  id: "webex",
  name: "Webex",
  baseUrl: "https://webexapis.com",
  checks: [
    {
      detectors: ["webex-bot-token"],
      get: "/v1/people/me",
      auth: "bearer",
      valid: "id",
      impact: ["{type} {displayName}", "{emails}"],
      reference: "https://developer.webex.com/docs/api/v1/people/get-my-own-details",
      answers: {
        valid: { body: { id: "1", displayName: "Helper", type: "bot", emails: ["helper@webex.bot"] } },
        invalid: { status: 401, body: { message: "The request requires a valid access token set in the Authorization request header." } },
      },
    },
  ],
});
