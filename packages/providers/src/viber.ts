import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";
import { at } from "./http/answers.ts";

export const viber: Provider = provider({
  id: "viber",
  name: "Viber",
  baseUrl: "https://chatapi.viber.com",
  checks: [
    {
      detectors: ["viber-bot-token"],
      post: "/pa/get_account_info",
      auth: { "x-viber-auth-token": "{secret}" },
      json: {},
      valid: ({ json }) => at(json, "status") === 0,
      impact: ["bot {name}", "{subscribers_count} subscribers"],
      invalid: { status: 200, body: /invalidAuthToken/ },
      reference: "https://developers.viber.com/docs/api/rest-bot-api/#get-account-info",
      answers: {
        valid: { body: { status: 0, status_message: "ok", id: "pa:1", name: "Acme", subscribers_count: 10 } },
        invalid: { body: { status: 2, status_message: "invalidAuthToken" } },
      },
    },
  ],
});
