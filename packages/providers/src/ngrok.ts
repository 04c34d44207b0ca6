import type { Provider } from "@stanch/model";
import { provider } from "./check.ts";

export const ngrok: Provider = provider({
  id: "ngrok",
  name: "ngrok",
  baseUrl: "https://api.ngrok.com",
  checks: [
    {
      detectors: ["ngrok-api-key"],
      get: "/api_keys?limit=1",
      auth: "bearer",
      headers: { "ngrok-version": "2" },
      valid: "keys",
      impact: () => "administers the account",
      invalid: { status: [400, 401], body: /ERR_NGROK_2\d\d\b/ },
      reference: "https://ngrok.com/docs/api/resources/api-keys/",
      answers: {
        valid: { body: { keys: [] } },
        invalid: {
          status: 401,
          body: {
            error_code: "ERR_NGROK_202",
            status_code: 401,
            msg: "The API authentication you specified does not look like a valid credential.",
          },
        },
      },
    },
  ],
});
